package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.index.FileNames;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IndexBuilderTest {
    @TempDir
    private Path folder;

    private ImageEntry entry(String name, String where) {
        Path file = FileNames.inside(folder, name, where);
        return new ImageEntry(name, where, file, List.of("x"), name, List.of(), List.of());
    }

    private Path image(String name) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    /** A link stands for a system on which case does not matter. */
    @Test
    void names_that_differ_in_case_alone_are_refused_where_they_are_one_file() throws IOException {
        Path file = image("a.png");
        if (!Files.exists(folder.resolve("A.png"))) {
            Files.createSymbolicLink(folder.resolve("A.png"), file);
        }
        IndexBuilder builder = new IndexBuilder("x", Problems.SKIP);
        builder.add(entry("a.png", "line 1"));
        builder.add(entry("A.png", "line 2"));
        builder.add(entry("sub/../a.png", "line 3"));
        IndexReport report = builder.build(CropPolicy.STRETCHED).report();
        assertThat(report.usable()).isEqualTo(1);
        assertThat(report.listed()).isEqualTo(3);
        assertThat(report.problems()).hasSize(2);
        assertThat(report.problems().get(0).message())
                .isEqualTo("line 2: the image \"A.png\" is listed a second time, first at line 1; list it once, with"
                        + " all its captions");
    }

    @Test
    void names_that_differ_in_case_alone_are_two_where_they_are_two_files() throws IOException {
        image("a.png");
        if (!Files.exists(folder.resolve("A.png"))) {
            image("A.png");
            IndexBuilder builder = new IndexBuilder("x", Problems.FAIL);
            builder.add(entry("a.png", "line 1"));
            builder.add(entry("A.png", "line 2"));
            assertThat(builder.build(CropPolicy.STRETCHED).size()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(60)
    void thousands_of_names_that_differ_in_case_alone_take_no_quadratic_time() {
        IndexBuilder builder = new IndexBuilder("x", Problems.SKIP);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                name.append((i >> bit & 1) == 0 ? 'a' : 'A');
            }
            builder.add(entry(name + ".png", "line " + i));
        }
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> builder.build(CropPolicy.STRETCHED))
                .withMessageContaining("0 of 20000 images can be used");
    }

    @Test
    void long_names_and_control_characters_are_bounded_in_messages() {
        IndexBuilder builder = new IndexBuilder("x", Problems.FAIL);
        builder.add(entry("\u001b[2J\n" + "k".repeat(1_000_000), "line 1"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> builder.build(CropPolicy.STRETCHED))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("line 1: the image \"?[2J?kkk")
                        .hasSizeLessThan(500)
                        .doesNotContain("\u001b", "\n"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> entry("../\u001b" + "k".repeat(1_000_000), "line 1"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\u001b"));
    }

    @Test
    void a_dataset_of_nothing_is_told() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> new IndexBuilder("x", Problems.SKIP).build(CropPolicy.STRETCHED))
                .withMessage("x lists no images; check the folder, and that the split has some");
    }
}
