package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.ImageEntry.Box;
import io.github.stackgan.datasets.IndexReport.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two images of 32 x 24, one caption each, and one entry that is bad. */
class CocoAnnotationsTest {
    private static final String IMAGES = "{\"id\": 1, \"file_name\": \"a.png\", \"width\": 32, \"height\": 24},"
            + " {\"id\": 2, \"file_name\": \"b.png\", \"width\": 32, \"height\": 24}";
    private static final String CAPTIONS = "{\"id\": 1, \"image_id\": 1, \"caption\": \"a red thing\"},"
            + " {\"id\": 2, \"image_id\": 2, \"caption\": \"a blue thing\"}";
    private static final String BIRD = "{\"id\": 1, \"name\": \"bird\"}";

    @TempDir
    private Path folder;

    private Path captions;
    private Path instances;

    @BeforeEach
    void two_images() throws IOException {
        Files.createDirectories(folder.resolve("train2014"));
        Files.createDirectories(folder.resolve("annotations"));
        captions = folder.resolve("annotations/captions_train2014.json");
        instances = folder.resolve("annotations/instances_train2014.json");
        for (String name : List.of("a.png", "b.png")) {
            ImageIO.write(
                    new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve("train2014").resolve(name).toFile());
        }
        write(captions, IMAGES, CAPTIONS, "");
    }

    private static void write(Path file, String images, String annotations, String categories) throws IOException {
        Files.writeString(
                file,
                "{\"info\": {\"x\": [1]}, \"images\": [" + images + "], \"annotations\": [" + annotations
                        + "], \"categories\": [" + categories + "]}");
    }

    private IndexedImages skipping() {
        return Coco.in(folder)
                .withProblems(Problems.SKIP)
                .withBoxes(Files.exists(instances) ? Coco.Boxes.OF_INSTANCES : Coco.Boxes.NONE)
                .read();
    }

    /** Strictly it is refused with the one problem that is met when problems are skipped. */
    private IndexedImages oneProblem(String message) {
        IndexedImages images = skipping();
        assertThat(images.report().problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains(message)
                .doesNotContain("download", "http", "gson");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(
                        () -> Coco.in(folder).withBoxes(Coco.Boxes.OF_INSTANCES).read())
                .withMessageContaining(Files.exists(instances) ? message : "instances_train2014.json");
        return images;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "[]",
                "\"x\"",
                "{}",
                "{\"id\": 3, \"caption\": \"x\"}",
                "{\"image_id\": null, \"caption\": \"x\"}",
                "{\"image_id\": 1.5, \"caption\": \"x\"}",
                "{\"image_id\": 1e999999999, \"caption\": \"x\"}",
                "{\"image_id\": 9223372036854775808, \"caption\": \"x\"}",
                "{\"image_id\": NaN, \"caption\": \"x\"}",
                "{\"image_id\": \"007\", \"caption\": \"x\"}",
                "{\"image_id\": 1, \"image_id\": 2, \"caption\": \"x\"}",
                "{\"image_id\": 1}",
                "{\"image_id\": 1, \"caption\": null}",
                "{\"image_id\": 1, \"caption\": NaN}",
                "{\"image_id\": 1, \"caption\": 5}",
                "{\"image_id\": 1, \"caption\": [\"x\"]}",
                "{\"image_id\": 1, \"caption\": {\"x\": [[]]}}",
                "{\"image_id\": 1, \"caption\": true}",
                "{\"image_id\": 1, \"caption\": \" \\n\"}",
                "{\"image_id\": 1, \"caption\": \"x\", \"caption\": \"y\"}",
                "{\"image_id\": 1, \"id\": \"x\", \"caption\": \"x\"}"
            })
    void a_bad_caption_is_one_problem_and_the_rest_is_read(String bad) throws IOException {
        write(captions, IMAGES, bad + ", " + CAPTIONS, "");
        IndexedImages rest = oneProblem(captions + " annotations[0]: ");
        assertThat(rest.size()).isEqualTo(2);
        assertThat(rest.captions(0)).containsExactly("a red thing");
        assertThat(rest.captions(1)).containsExactly("a blue thing");
    }

    @Test
    void an_image_whose_only_caption_is_bad_is_one_problem() throws IOException {
        write(captions, IMAGES, CAPTIONS.replace("\"a blue thing\"", "null"), "");
        IndexedImages rest = oneProblem("annotations[1]: \"caption\" must be text, but is null; mend it");
        assertThat(rest.size()).isEqualTo(1);
        assertThat(rest.report().listed()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[1]",
                "{\"id\": 3}",
                "{\"file_name\": \"b.png\"}",
                "{\"id\": 3, \"file_name\": null}",
                "{\"id\": null, \"file_name\": \"c.png\"}",
                "{\"id\": 3, \"file_name\": 7}",
                "{\"id\": 3, \"file_name\": \"/etc/passwd\"}",
                "{\"id\": 3, \"file_name\": \"\"}",
                "{\"id\": 3, \"file_name\": \"c.png\"}",
                "{\"id\": 3, \"file_name\": \"./a.png\"}",
                "{\"id\": 1, \"file_name\": \"a.png\"}"
            })
    void a_bad_image_is_one_problem_and_the_rest_is_read(String bad) throws IOException {
        write(
                captions,
                IMAGES + ", " + bad,
                CAPTIONS
                        + ", {\"id\": 3, \"image_id\": 3, \"caption\": \"x\"}"
                                .repeat(bad.contains("\"id\": 3") ? 1 : 0),
                "");
        IndexedImages rest = skipping();
        assertThat(rest.report().problems()).as(rest.report().toString()).hasSize(1);
        assertThat(rest.size()).isEqualTo(2);
        assertThat(rest.report().listed()).isEqualTo(3);
    }

    @Test
    void two_images_of_one_id_are_both_refused_for_nobody_knows_whose_captions_are_whose() throws IOException {
        write(captions, IMAGES + ", {\"id\": 2, \"file_name\": \"a.png\"}", CAPTIONS, "");
        IndexedImages rest = skipping();
        assertThat(rest.size()).isEqualTo(1);
        assertThat(rest.entry(0).name()).isEqualTo("a.png");
        assertThat(rest.report().problems())
                .extracting(Problem::message)
                .containsExactly(
                        captions
                                + " images[2]: the id 2 of \"a.png\" is that of \"b.png\" already; give every image one"
                                + " entry and an id of its own",
                        captions + ": the id 2 of \"b.png\" is that of another image too, so their captions cannot be"
                                + " told apart");
    }

    @Test
    void a_list_that_stands_twice_is_refused_not_joined() throws IOException {
        write(captions, IMAGES, CAPTIONS, "");
        String once = Files.readString(captions);
        Files.writeString(
                captions, once.substring(0, once.lastIndexOf('}')) + ", \"annotations\": [" + CAPTIONS + "]}");
        assertThatThrownBy(() -> Coco.in(folder).read())
                .isInstanceOf(DatasetException.class)
                .hasMessage(captions + ": the key \"annotations\" stands twice; join both lists, or download it again");
    }

    @Test
    void captions_of_one_id_are_all_kept_in_their_order() throws IOException {
        String more = ", {\"id\": 1, \"image_id\": 1, \"caption\": \"second\"},"
                + " {\"id\": 0, \"image_id\": 1, \"caption\": \"zeroth\"},"
                + " {\"id\": 1, \"image_id\": 1.0, \"caption\": \"a red thing\"}";
        write(captions, IMAGES, CAPTIONS + more, "");
        assertThat(Coco.in(folder).read().captions(0))
                .containsExactly("zeroth", "a red thing", "second", "a red thing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|1",
                "[]|1",
                "[1, 2, 3]|1",
                "[1, 2, 3, 4, 5]|1",
                "[5, 5, -3, 4]|1",
                "[5, 5, 3, -4]|1",
                "[NaN, 5, 3, 4]|1",
                "[5, 5, Infinity, 4]|1",
                "[5, -Infinity, 3, 4]|1",
                "[1e999, 5, 3, 4]|1",
                "[\"5\", 5, 3, 4]|1",
                "[null, 5, 3, 4]|1",
                "[[5], 5, 3, 4]|1",
                "{}|1",
                "\"5 5 3 4\"|1",
                "[33, 5, 3, 4]|1",
                "[5, 25, 3, 4]|1",
                "[-9, 5, 3, 4]|1",
                "[5, -9, 3, 4]|1",
                "[1, 2, 3, 4]|2",
                "[1, 2, 3, 4]|null",
                "[1, 2, 3, 4]|\"bird\""
            })
    void a_bad_box_is_one_problem_and_the_others_are_read(String box, String category) throws IOException {
        write(
                instances,
                IMAGES,
                "{\"image_id\": 1, \"category_id\": " + category + ", \"area\": NaN, \"bbox\": " + box + "},"
                        + " {\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 0, 1e1]}",
                BIRD);
        IndexedImages read = oneProblem(instances + " annotations[0]: ");
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.entry(0).boxes()).containsExactly(new Box("bird", 1, 2, 0, 10));
        assertThat(read.report().problems().get(0).message()).contains("; mend it");
    }

    @Test
    void boxes_of_a_category_with_two_names_keep_its_number() throws IOException {
        write(
                instances,
                IMAGES,
                "{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3, 4]}",
                BIRD + ", {\"id\": 1, \"name\": \"cat\"}");
        assertThat(oneProblem("categories[1]: the id 1 is that of \"bird\" already, but \"cat\" has it too")
                        .entry(0)
                        .boxes())
                .containsExactly(new Box("1", 1, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-32BE"})
    void annotations_are_decoded_by_their_mark(String charset) throws IOException {
        Files.writeString(captions, "\ufeff" + Files.readString(captions), Charset.forName(charset));
        assertThat(Coco.in(folder).read().size()).isEqualTo(2);
    }

    @Test
    void annotations_of_another_encoding_are_refused() throws IOException {
        Files.writeString(
                captions, Files.readString(captions).replace("blue", "bl\u00fc"), Charset.forName("ISO-8859-1"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(this::skipping)
                .withMessage(captions + " is not UTF-8 text; save it as UTF-8");
    }
}
