package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.formats.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void two_images() throws IOException {
        image("a.png", 8, 8, Color.RED);
        image("b.png", 8, 8, Color.BLUE);
    }

    @Test
    void images_and_captions_come_in_the_order_of_the_lines() throws IOException {
        IndexedImages read = read("""
                {"file_name": "b.png", "text": "a blue square"}

                {"file_name": "a.png", "captions": ["a red square", " a square ", ""], "extra": {"x": [1]}}
                """);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.captions(0)).containsExactly("a blue square");
        assertThat(read.captions(1)).containsExactly("a red square", "a square");
        assertThat(read.image(0, 4).getRGB(1, 1)).isEqualTo(Color.BLUE.getRGB());
        assertThat(read.image(1, 16).getRGB(8, 8)).isEqualTo(Color.RED.getRGB());
        assertThat(read.name())
                .as("models keep it, and none tells where it lay")
                .isEqualTo(String.valueOf(folder.getFileName()));
    }

    @Test
    void text_texts_and_captions_are_all_captions() throws IOException {
        assertThat(read("{\"file_name\": \"a.png\", \"captions\": \"three\", \"texts\": [\"two\"], \"text\": \"one\"}")
                        .captions(0))
                .containsExactly("one", "two", "three");
    }

    @Test
    void keywords_become_a_caption_of_their_own() throws IOException {
        String line = "{\"file_name\": \"a.png\", \"text\": \"hash sign\", \"keywords\": [\"hash\", \"number\"]}";
        assertThat(read(line).captions(0)).containsExactly("hash sign", "hash, number");
        assertThat(read("{\"file_name\": \"a.png\", \"keywords\": \"hash\"}").captions(0))
                .containsExactly("hash");
    }

    /** Elsewhere than on Windows a backslash may be a part of a name. */
    @Test
    void names_with_the_backslashes_of_windows_are_found() throws IOException {
        Files.createDirectories(folder.resolve("pictures/blue"));
        Files.createDirectory(folder.resolve("red"));
        Files.copy(folder.resolve("a.png"), folder.resolve("red/a.png"));
        Files.copy(folder.resolve("a.png"), folder.resolve("red\\c.png"));
        Files.move(folder.resolve("b.png"), folder.resolve("pictures/blue/b.png"));
        IndexedImages read = read("""
                {"file_name": "red\\\\a.png", "text": "a red square"}
                {"file_name": "blue\\\\b.png", "text": "a blue square"}
                {"file_name": "red\\\\c.png", "text": "a red square"}
                """);
        assertThat(read.image(1, 4).getRGB(1, 1)).isEqualTo(Color.BLUE.getRGB());
        assertThat(read.entry(2).name()).isEqualTo("red\\c.png");
        if (File.separatorChar == '/') {
            assertThat(read.entry(0).name()).isEqualTo("red/a.png");
        }
        assertThatThrownBy(() -> read("{\"file_name\": \"red\\\\d.png\", \"text\": \"x\"}"))
                .hasMessageContaining("red\\d.png");
    }

    @Test
    void classes_are_numbered_as_they_come() throws IOException {
        IndexedImages read = read("""
                {"file_name": "a.png", "text": "x", "class": "square"}
                {"file_name": "b.png", "text": "x", "label": "square"}
                """);
        assertThat(read.classCount()).isEqualTo(1);
        assertThat(read.classOf(1)).isEqualTo(0);
        read = read("""
                {"file_name": "a.png", "text": "x", "label": 7}
                {"file_name": "b.png", "text": "x", "label": 3}
                """);
        assertThat(read.classCount()).isEqualTo(2);
        assertThat(read.classOf(1)).isEqualTo(1);
    }

    @Test
    void without_classes_every_image_is_its_own() throws IOException {
        IndexedImages read = read("""
                {"file_name": "a.png", "text": "x"}
                {"file_name": "b.png", "text": "x", "class": null}
                """);
        assertThat(read.classCount()).isEqualTo(2);
    }

    @Test
    void what_is_transparent_becomes_white() throws IOException {
        BufferedImage clear = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(4, 4, 0x80000000);
        ImageIO.write(clear, "png", folder.resolve("a.png").toFile());
        BufferedImage image =
                read("{\"file_name\": \"a.png\", \"text\": \"x\"}").image(0, 8);
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
        assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(image.getRGB(4, 4) & 0xff).isBetween(125, 129);
    }

    @Test
    void the_middle_square_of_an_oblong_image_is_kept() throws IOException {
        BufferedImage wide = new BufferedImage(40, 10, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = wide.createGraphics();
        g.setColor(Color.GREEN);
        g.fillRect(15, 0, 10, 10);
        g.dispose();
        ImageIO.write(wide, "png", folder.resolve("a.png").toFile());
        BufferedImage image =
                read("{\"file_name\": \"a.png\", \"text\": \"x\"}").image(0, 10);
        assertThat(PixelMeasures.pixels(image)).containsOnly(0x00ff00);
    }

    @Test
    void a_fine_pattern_shrinks_to_its_mean() throws IOException {
        BufferedImage lines = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128 * 128; i++) {
            lines.setRGB(i % 128, i / 128, i % 2 == 0 ? 0xffffff : 0);
        }
        ImageIO.write(lines, "png", folder.resolve("a.png").toFile());
        BufferedImage image =
                read("{\"file_name\": \"a.png\", \"text\": \"x\"}").image(0, 12);
        // Beside edges the kernel lacks a part, so a few levels off the mean.
        for (int pixel : PixelMeasures.pixels(image)) {
            assertThat(pixel & 255).isBetween(120, 136);
        }
    }

    @Test
    void another_programs_jpegs_and_pngs_are_read() throws URISyntaxException {
        IndexedImages read = ImageFolder.read(
                Path.of(ImageFolderTest.class.getResource("folder").toURI()));
        assertThat(read.size()).isEqualTo(8);
        for (int i = 0; i < read.size(); i++) {
            assertThat(PixelMeasures.detail(PixelMeasures.pixels(read.image(i, 32)), 32, 32))
                    .isGreaterThan(5);
        }
    }

    @Test
    void the_fingerprint_tells_captions_and_images() throws IOException {
        String before = read("{\"file_name\": \"a.png\", \"text\": \"x\"}").fingerprint();
        assertThat(ImageFolder.read(folder).fingerprint()).isEqualTo(before).matches("[0-9a-f]{64}");
        assertThat(read("{\"file_name\": \"a.png\", \"text\": \"x\", \"keywords\": \"y\"}")
                        .fingerprint())
                .isNotEqualTo(before);
        assertThat(read("{\"file_name\": \"a.png\", \"text\": \"y\"}").fingerprint())
                .isNotEqualTo(before);
        image("a.png", 64, 64, Color.GREEN);
        assertThat(read("{\"file_name\": \"a.png\", \"text\": \"x\"}").fingerprint())
                .isNotEqualTo(before);
    }

    @Test
    void a_missing_folder_is_named() {
        Path missing = folder.resolve("nowhere");
        failure(() -> ImageFolder.read(missing))
                .hasMessage("the folder " + missing
                        + " does not exist; give one that holds metadata.jsonl and the images that it lists");
    }

    @Test
    void a_missing_index_is_named() {
        failure(() -> ImageFolder.read(folder))
                .hasMessage("the folder " + folder + " has no metadata.jsonl, no metadata.csv and no .txt beside an"
                        + " image; write a metadata.jsonl, with a line for every image, such as"
                        + " {\"file_name\": \"a.png\", \"text\": \"a small red bird\"}");
    }

    @Test
    void an_empty_index_is_refused() {
        failure(() -> read("\n  \n")).hasMessageStartingWith(index() + " lists no images; write a line");
    }

    @Test
    void an_index_that_is_not_text_is_refused() throws IOException {
        Files.write(index(), new byte[] {'{', (byte) 0xff, '}'});
        failure(() -> ImageFolder.read(folder)).hasMessage(index() + " is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void a_line_that_is_not_an_object_is_quoted() {
        String good = "{\"file_name\": \"a.png\", \"text\": \"x\"}\n";
        for (String bad : new String[] {"{\"file_name\":", "[1]", "a.png", "{file_name: 'b.png'}", "{} {}", "null"}) {
            failure(() -> read(good + "\n" + bad))
                    .hasMessage(index() + " line 3: expected a JSON object, such as {\"file_name\": \"a.png\","
                            + " \"text\": \"a red bird\"}, but found " + bad);
        }
    }

    @Test
    void a_line_without_file_name_is_named() {
        failure(() -> read("{\"file\": \"a.png\", \"text\": \"x\"}"))
                .hasMessage(index() + " line 1: \"file_name\" is missing, found only [file, text];"
                        + " it names the image, relative to the folder");
    }

    @Test
    void values_of_a_wrong_kind_are_quoted() {
        failure(() -> read("{\"file_name\": 3}"))
                .hasMessage(index() + " line 1: \"file_name\" must be a string, but is 3");
        failure(() -> read("{\"file_name\": \"a.png\", \"text\": {}}"))
                .hasMessage(index() + " line 1: \"text\" must be a string or a list of strings, but is {}");
        failure(() -> read("{\"file_name\": \"a.png\", \"text\": \"x\", \"keywords\": [\"y\", 1]}"))
                .hasMessage(index() + " line 1: \"keywords\" must be a string or a list of strings, but is [\"y\",1]");
        failure(() -> read("{\"file_name\": \"a.png\", \"text\": \"x\", \"label\": [1]}"))
                .hasMessage(index() + " line 1: \"label\" must be a string or a number, but is [1]");
    }

    @Test
    void a_path_out_of_the_folder_is_refused() {
        for (String bad : new String[] {"../a.png", "sub/../../a.png", "/etc/passwd", ""}) {
            failure(() -> read("{\"file_name\": \"" + bad + "\", \"text\": \"x\"}"))
                    .hasMessage(index() + " line 1: \"file_name\" is \"" + bad + "\", which is not inside the folder "
                            + folder + "; give a path relative to it, without \"..\"");
        }
        failure(() -> read("{\"file_name\": \"a\\u0000.png\", \"text\": \"x\"}"))
                .hasMessageStartingWith(
                        index() + " line 1: \"file_name\" is \"a?.png\", which is not a file's name on ");
    }

    @Test
    void an_absent_image_is_named() {
        failure(() -> read("{\"file_name\": \"c.png\", \"text\": \"x\"}"))
                .hasMessage(index() + " line 1: the image \"c.png\" does not exist; it should be at "
                        + folder.resolve("c.png"));
    }

    @Test
    void an_image_without_captions_is_named() {
        failure(() -> read("{\"file_name\": \"a.png\", \"text\": \" \"}"))
                .hasMessage(
                        index() + " line 1: the image \"a.png\" has no caption; give it a \"text\" that is not blank");
    }

    @Test
    void an_image_listed_twice_is_named_with_both_lines() {
        failure(() -> read("""
                {"file_name": "a.png", "text": "x"}
                {"file_name": "./a.png", "text": "y"}
                """))
                .hasMessage(index() + " line 2: the image \"./a.png\" is listed a second time, first at " + index()
                        + " line 1; list it once, with all its captions");
    }

    @Test
    void a_table_gives_the_same_as_lines() throws IOException {
        Files.writeString(folder.resolve("metadata.csv"), """
                file_name,text,text,class
                a.png,"a red square, plain",,red
                b.png,a blue square,"a ""blue"" one",blue
                """);
        IndexedImages read = ImageFolder.read(folder);
        assertThat(read.captions(0)).containsExactly("a red square, plain");
        assertThat(read.captions(1)).containsExactly("a blue square", "a \"blue\" one");
        assertThat(read.classCount()).isEqualTo(2);
        assertThat(read.className(1)).isEqualTo("blue");
    }

    @Test
    void a_row_with_too_many_cells_is_named() throws IOException {
        Path table = folder.resolve("metadata.csv");
        Files.writeString(table, "file_name,text\na.png,a red, plain square\n");
        failure(() -> ImageFolder.read(folder))
                .hasMessage(table
                        + " line 2: expected 2 cells, as the first line has, but found 3; put cells with commas in"
                        + " quotes");
    }

    @Test
    void captions_may_stand_beside_the_images() throws IOException {
        IndexedImages read = ImageFolder.read(Samples.path("mini/folder/pictures"));
        assertThat(read.size()).isEqualTo(8);
        assertThat(read.entry(0).name()).isEqualTo("p0.png");
        assertThat(read.captions(0)).containsExactly("a orange thing", "a thing that is orange and brown");
        assertThat(read.entry(4).name()).isEqualTo("sub/p1.jpg");
        Files.writeString(folder.resolve("b.txt"), "a blue square\n\n blue \n");
        failure(() -> ImageFolder.read(folder))
                .hasMessage(folder.resolve("a.txt") + ": the image \"a.png\" has no caption; give it a \"text\" that"
                        + " is not blank");
        IndexedImages one = ImageFolder.read(folder, Problems.SKIP);
        assertThat(one.captions(0)).containsExactly("a blue square", "blue");
        assertThat(one.report().listed()).isEqualTo(2);
        assertThat(one.report().usable()).isEqualTo(1);
    }

    @Test
    void spaces_of_any_kind_and_what_is_not_seen_are_no_caption() throws IOException {
        assertThat(read("{\"file_name\": \"a.png\", \"text\": [\"\\u00a0\", \"\\u200b a\\u00a0red bird\\u2003\"]}")
                        .captions(0))
                .containsExactly("a\u00a0red bird");
        failure(() -> read("{\"file_name\": \"a.png\", \"text\": \"\\u00a0\"}")).hasMessageContaining("has no caption");
    }

    /** Java would read it, and no model that keeps it could be written. */
    @Test
    void half_a_surrogate_pair_is_refused() {
        failure(() -> read("{\"file_name\": \"a.png\", \"text\": \"a red bird \\ud83d\"}"))
                .hasMessageContaining("line 1", "half of a surrogate pair");
    }

    @Test
    void lines_may_be_relative_to_a_folder_of_images() {
        IndexedImages read = ImageFolder.read(Samples.path("mini/folder"));
        assertThat(read.size()).isEqualTo(8);
        assertThat(read.image(1, 16).getWidth()).isEqualTo(16);
    }

    @Test
    void all_problems_are_told_at_once() {
        failure(() -> read("""
                {"file_name": "c.png", "text": "x"}
                {"file_name": "a.png", "text": "x"}
                {"file_name": "b.png"}
                """))
                .hasMessageStartingWith(
                        folder.getFileName() + ": 1 of 3 images can be used, with 1 captions, in 1 classes;"
                                + " {MISSING_IMAGE=1, WRONG_ENTRY=1}")
                .hasMessageContaining(index() + " line 1: the image \"c.png\" does not exist")
                .hasMessageContaining(index() + " line 3: the image \"b.png\" has no caption")
                .hasMessageEndingWith("Mend these, or leave them out by Problems.SKIP (command: --problems skip)");
    }

    private static AbstractThrowableAssert<?, ?> failure(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(DatasetException.class);
    }

    private Path index() {
        return folder.resolve("metadata.jsonl");
    }

    private IndexedImages read(String lines) throws IOException {
        Files.writeString(index(), lines, StandardCharsets.UTF_8);
        return ImageFolder.read(folder);
    }

    private void image(String name, int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, width, height);
        g.dispose();
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
}
