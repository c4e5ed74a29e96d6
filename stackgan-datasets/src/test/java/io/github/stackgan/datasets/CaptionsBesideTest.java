package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with one good image, {@code a.png}, and something else. */
class CaptionsBesideTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void one_image() throws IOException {
        image("a.png", "png");
        text("a.txt", "a red square");
    }

    private void image(String name, String format) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, file.toFile());
    }

    private void text(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private IndexedImages read() {
        return ImageFolder.read(folder, Problems.SKIP);
    }

    private List<String> names() {
        IndexedImages read = read();
        return IntStream.range(0, read.size())
                .mapToObj(i -> read.entry(i).name())
                .toList();
    }

    private String problem(Kind kind) {
        List<Problem> problems = read().report().problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).kind()).isEqualTo(kind);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageFolder.read(folder))
                .withMessage(problems.get(0).message());
        return problems.get(0).message();
    }

    @Test
    void what_this_library_writes_there_is_passed_over() throws IOException {
        image("contact-sheet.png", "png");
        Files.createDirectory(folder.resolve("run"));
        read().verified(folder.resolve("whole-pictures.txt"), progress -> {});
        read().verified(folder.resolve("run/whole-pictures.txt"), progress -> {});
        image("run/samples/latest.png", "png");
        image("samples/latest.png", "png");
        assertThat(names()).as("%s, with images beside a run", read().report()).containsExactly("a.png");
        image("run/b.png", "png");
        text("run/b.txt", "a blue square");
        assertThat(names()).as("no image is lost").containsExactly("a.png", "run/b.png");
        Files.delete(folder.resolve("run/b.png"));
        Files.delete(folder.resolve("run/b.txt"));
        assertThat(names()).containsExactly("a.png");
        assertThat(read().report().problems()).isEmpty();
        text("contact-sheet.txt", "a sheet of contacts");
        assertThat(names()).containsExactly("a.png", "contact-sheet.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"b.jpg", "b.JPEG", "b.jpe", "b.jfif", "b.Jif", "b.GIF", "b.bmp", "b.webp", "b.tif", "b.heic"})
    void images_are_known_by_their_endings_and_read_by_their_content(String name) throws IOException {
        image(name, "jpg");
        text("b.txt", "a blue square");
        assertThat(names()).containsExactly("a.png", name);
        assertThat(read().report().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"b.webp", "b.AVIF", "b.heic", "b.jp2", "b.svg", "b.ico", "b.psd", "b.tga", "b.cr2", "b.jxl"})
    void images_of_other_kinds_are_told(String name) throws IOException {
        text(name, "no bytes of an image");
        text("b.txt", "a blue square");
        assertThat(names()).containsExactly("a.png");
        assertThat(problem(Kind.UNREADABLE_IMAGE)).contains(folder.resolve(name).toString());
        assertThat(read().report().listed()).isEqualTo(2);
    }

    @Test
    void a_folder_of_images_of_other_kinds_alone_names_them() throws IOException {
        Files.delete(folder.resolve("a.png"));
        text("a.webp", "no bytes of an image");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(this::read)
                .withMessageContaining("a.webp")
                .withMessageContaining("Nothing is left to train on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.txt", "b.c.txt", "sub.txt", "a.png.txt", "B.TXT"})
    void captions_without_an_image_are_told(String name) throws IOException {
        text(name, "a blue square");
        text("b.xyz", "something else");
        assertThat(problem(Kind.UNKNOWN_IMAGE))
                .startsWith(folder.resolve(name) + ": there are captions, but beside them no image such as \"")
                .endsWith(".png\"; add it, or remove the captions");
    }

    @Test
    void an_image_without_captions_is_told() throws IOException {
        image("b.png", "png");
        assertThat(problem(Kind.WRONG_ENTRY)).contains("the image \"b.png\" has no caption");
        text("b.txt", " \n\t\n");
        assertThat(problem(Kind.WRONG_ENTRY)).contains("the image \"b.png\" has no caption");
    }

    @Test
    void what_systems_leave_behind_and_texts_about_the_folder_are_passed_over() throws IOException {
        for (String name : List.of("__MACOSX/x.png", ".ipynb_checkpoints/a.png", "@eaDir/a.jpg")) {
            image(name, "png");
        }
        for (String name :
                List.of("._a.png", "._a.txt", ".DS_Store", "Thumbs.db", "desktop.ini", "README.txt", "License.TXT")) {
            text(name, "x");
        }
        assertThat(names()).containsExactly("a.png");
        assertThat(read().report().problems()).isEmpty();
    }

    @Test
    void a_folder_whose_own_name_begins_with_a_dot_is_read() throws IOException {
        image(".mine/b.png", "png");
        text(".mine/b.txt", "x");
        assertThat(ImageFolder.read(folder.resolve(".mine")).size()).isEqualTo(1);
    }

    @Test
    void names_may_differ_in_case_where_none_is_the_same() throws IOException {
        image("Bird.JPG", "jpg");
        text("bird.TXT", "a bird");
        assertThat(read().captions(0)).containsExactly("a bird");
        assumeThat(Files.exists(folder.resolve("A.PNG")))
                .as("case does not matter here")
                .isFalse();
        image("A.png", "png");
        assertThat(problem(Kind.WRONG_ENTRY)).as("not the captions of a.png").contains("\"A.png\" has no caption");
    }

    @Test
    void two_files_of_captions_for_an_image_are_told() throws IOException {
        assumeThat(Files.exists(folder.resolve("a.TXT")))
                .as("case does not matter here")
                .isFalse();
        text("a.TXT", "another");
        assertThat(problem(Kind.WRONG_ENTRY)).contains("there is a second file of captions of this name; join the two");
    }

    @Test
    void captions_that_are_no_text_are_one_problem() throws IOException {
        image("b.png", "png");
        Files.write(folder.resolve("b.txt"), "a bird".getBytes(Charset.forName("UTF-16LE")));
        assertThat(names()).containsExactly("a.png");
        assertThat(problem(Kind.WRONG_ENTRY)).startsWith(folder.resolve("b.txt") + " holds NULs");
        Files.write(folder.resolve("b.txt"), "\ufeffa bird".getBytes(Charset.forName("UTF-16LE")));
        assertThat(read().captions(1)).containsExactly("a bird");
    }

    @Test
    void links_are_followed_and_those_that_lead_nowhere_are_told() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path mine = Files.createDirectory(folder.resolve("mine"));
        for (String name : List.of("a.png", "a.txt")) {
            Files.move(folder.resolve(name), elsewhere.resolve(name));
        }
        Files.createSymbolicLink(mine.resolve("sub"), elsewhere);
        Files.createSymbolicLink(folder.resolve("link"), mine);
        assertThat(ImageFolder.read(folder.resolve("link")).entry(0).name()).isEqualTo("sub/a.png");
        Files.createSymbolicLink(mine.resolve("b.png"), folder.resolve("absent"));
        Files.createSymbolicLink(mine.resolve("loop"), mine);
        IndexReport report = ImageFolder.read(mine, Problems.SKIP).report();
        assertThat(report.counts()).isEqualTo(Map.of(Kind.WRONG_ENTRY, 2L));
        assertThat(report.toString())
                .contains("b.png: the link leads to nothing")
                .contains("loop: the link leads back to a folder that it is in; remove it");
        assertThat(report.usable()).isEqualTo(1);
    }

    @Test
    void a_folder_that_cannot_be_listed_is_one_problem() throws IOException {
        image("sub/b.png", "png");
        Path sub = folder.resolve("sub");
        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(sub)).as("all may be read by this user").isFalse();
            assertThat(problem(Kind.WRONG_ENTRY)).startsWith(sub + ": cannot be read: AccessDeniedException");
            assertThat(names()).containsExactly("a.png");
        } finally {
            Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void names_that_would_steer_a_terminal_are_harmless_in_the_report() throws IOException {
        image("b\u001b[2J\n.png", "png");
        assertThat(problem(Kind.WRONG_ENTRY)).contains("b?[2J?.txt").doesNotContain("\u001b", "\n");
    }
}
