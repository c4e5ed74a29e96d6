package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.ImageEntry.KeyPoint;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two red birds and a blue one, and one line that is bad. */
class CubIndexTest {
    private static final List<String> NAMES = List.of("001.Red/Red_1", "001.Red/Red 2", "002.Blue/Blue_1");

    @TempDir
    private Path folder;

    @BeforeEach
    void three_birds() throws IOException {
        for (String name : NAMES) {
            Path image = cub("images/" + name + ".jpg");
            Path captions = folder.resolve("text/" + name + ".txt");
            Files.createDirectories(image.getParent());
            Files.createDirectories(captions.getParent());
            ImageIO.write(new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB), "jpg", image.toFile());
            Files.writeString(captions, "a bird\n");
        }
        write("images.txt", "1 001.Red/Red_1.jpg", "2 001.Red/Red 2.jpg", "3 002.Blue/Blue_1.jpg");
        write("classes.txt", "1 001.Red", "2 002.Blue");
        write("image_class_labels.txt", "1 1", "2 1", "3 2");
        write("bounding_boxes.txt", "1 4 4 16 12", "2 4.0 4 16 12", "3 4 4 16 12");
        write("train_test_split.txt", "1 1", "2 0", "3 1");
        Files.createDirectories(cub("parts"));
        write("parts/parts.txt", "1 beak", "2 tail");
        write("parts/part_locs.txt", "1 1 5.0 6.0 1", "1 2 0 0 0", "2 1 5 5 1");
    }

    private Path cub(String name) {
        return folder.resolve("CUB_200_2011").resolve(name);
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(cub(name), String.join("\n", lines) + "\n");
    }

    private void append(String name, String line) throws IOException {
        Files.writeString(cub(name), line + "\n", StandardOpenOption.APPEND);
    }

    private IndexedImages skipping() {
        return Cub200.in(folder).withProblems(Problems.SKIP).read();
    }

    private void assertRefusedWithTheSame(IndexReport report) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Cub200.in(folder).read())
                .withMessageContaining(report.problems().get(0).message());
    }

    @Test
    void all_is_well() {
        IndexedImages read = Cub200.in(folder).read();
        assertThat(read.size()).isEqualTo(3);
        assertThat(read.entry(0).keyPoints()).containsExactly(new KeyPoint("beak", 5, 6));
        assertThat(read.entry(1).name()).isEqualTo("001.Red/Red 2");
    }

    @ParameterizedTest
    @CsvSource({
        "bounding_boxes.txt, 3 4 4 16 12, 3 4 4 0 12",
        "bounding_boxes.txt, 3 4 4 16 12, 3 4 4 16 -1",
        "bounding_boxes.txt, 3 4 4 16 12, 3 NaN 4 16 12",
        "bounding_boxes.txt, 3 4 4 16 12, 3 4 4 Infinity 12",
        "bounding_boxes.txt, 3 4 4 16 12, 3 1e9 4 16 12",
        "bounding_boxes.txt, 3 4 4 16 12, 3 -40 4 16 12",
        "bounding_boxes.txt, 3 4 4 16 12, 3 4 4 16",
        "bounding_boxes.txt, 3 4 4 16 12, x 4 4 16 12",
        "bounding_boxes.txt, 3 4 4 16 12, 3e0 4 4 16 12",
        "image_class_labels.txt, 3 2, 3 3",
        "image_class_labels.txt, 3 2, 3 2.0",
        "image_class_labels.txt, 3 2, 3",
        "image_class_labels.txt, 3 2, ''",
        "train_test_split.txt, 3 1, 3 2",
        "train_test_split.txt, 3 1, 99999999999 1",
        "images.txt, 3 002.Blue, x 002.Blue",
        "images.txt, 3 002.Blue, 3 ../../002.Blue",
        "images.txt, 3 002.Blue, 4 002.Blue",
        "images.txt, 3 002.Blue/Blue_1.jpg, 3 002.Blue/Blue_9.jpg",
        "images.txt, 3 002.Blue/Blue_1.jpg, 3 001.Red/Red_1.jpg",
    })
    void a_bad_line_is_one_problem_and_the_rest_is_read(String file, String good, String bad) {
        Mini.edit(cub(file), good, bad);
        IndexedImages rest = skipping();
        assertThat(rest.report().problems()).as(rest.report().toString()).hasSize(1);
        assertThat(rest.report().listed()).isEqualTo(3);
        assertThat(rest.size()).isEqualTo(2);
        assertThat(rest.className(rest.classOf(1))).isEqualTo("001.Red");
        assertRefusedWithTheSame(rest.report());
    }

    @ParameterizedTest
    @CsvSource({
        "images.txt, 3 001.Red/Red_1.jpg, 2",
        "bounding_boxes.txt, 3 1 1 5 5, 1",
        "bounding_boxes.txt, 3 4 4 16 12, 1",
        "image_class_labels.txt, 3 1, 1",
        "train_test_split.txt, 3 0, 1"
    })
    void a_number_that_stands_twice_is_never_used(String file, String line, int problems) throws IOException {
        append(file, line);
        IndexedImages rest = skipping();
        assertThat(rest.size()).isEqualTo(2);
        assertThat(rest.classCount()).isEqualTo(1);
        assertThat(rest.report().problems()).hasSize(problems).allSatisfy(p -> assertThat(p.message())
                .contains("the image 3 stands at " + cub(file) + " line 3 and again at " + cub(file)
                        + " line 4; give every image one line and a number of its own"));
        assertRefusedWithTheSame(rest.report());
    }

    @Test
    void a_class_number_of_two_names_is_never_used() throws IOException {
        write("classes.txt", "1 001.Red", "1 002.Blue", "2 002.Blue");
        IndexedImages rest = skipping();
        assertThat(rest.size()).isEqualTo(1);
        assertThat(rest.className(0)).isEqualTo("002.Blue");
        assertThat(rest.report().counts()).isEqualTo(Map.of(Kind.WRONG_ENTRY, 2L));
        assertRefusedWithTheSame(rest.report());
    }

    @Test
    void a_class_name_of_two_numbers_makes_no_two_classes_one() throws IOException {
        write("classes.txt", "1 001.Red", "2 001.Red");
        IndexedImages rest = skipping();
        assertThat(rest.size()).isEqualTo(2);
        assertThat(rest.report().problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("the class \"001.Red\" stands at " + cub("classes.txt") + " line 1 and again at ");
    }

    @ParameterizedTest
    @CsvSource({
        "classes.txt, 1 003.Other",
        "classes.txt, x 003.Other",
        "bounding_boxes.txt, 77 x",
        "bounding_boxes.txt, x 1 2 3 4",
    })
    void lines_that_nobody_asks_for_are_told_if_they_make_no_sense(String file, String line) throws IOException {
        append(file, line);
        if (line.startsWith("77")) {
            append(file, line);
        }
        assertThat(skipping().report().problems()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1 1 7 7 1", "1 2 1 1 2", "1 3 NaN 1 1", "1 x 1 1 1", "1 3 1 1"})
    void a_bad_part_is_one_problem_and_the_images_stay(String line) throws IOException {
        append("parts/part_locs.txt", line);
        IndexedImages rest = skipping();
        assertThat(rest.report().problems()).hasSize(1);
        assertThat(rest.size()).isEqualTo(3);
        assertThat(rest.entry(0).keyPoints()).containsExactly(new KeyPoint("beak", 5, 6));
        assertRefusedWithTheSame(rest.report());
    }

    @Test
    void images_with_other_endings_are_found() throws IOException {
        Files.move(cub("images/002.Blue/Blue_1.jpg"), cub("images/002.Blue/Blue_1.JPEG"));
        Mini.edit(cub("images.txt"), "Blue_1.jpg", "Blue_1.JPEG");
        IndexedImages read = Cub200.in(folder).read();
        assertThat(read.entry(2).name()).isEqualTo("002.Blue/Blue_1");
        assertThat(read.captions(2)).containsExactly("a bird");
    }
}
