package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.formats.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoTest {
    @TempDir
    private Path folder;

    private Path coco;
    private Path captions;

    @BeforeEach
    void a_copy() {
        coco = Mini.copy("coco", folder.resolve("coco"));
        captions = coco.resolve("annotations/captions_train2014.json");
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Coco.in(coco).read())
                .withMessageContaining(message);
    }

    @Test
    void captions_are_joined_whatever_their_order() {
        IndexedImages train = Coco.in(coco).read();
        assertThat(train.size()).isEqualTo(8);
        assertThat(train.classCount()).isEqualTo(8);
        assertThat(train.entry(0).name()).isEqualTo("COCO_train2014_000000012523.jpg");
        assertThat(train.captions(0)).hasSizeBetween(5, 6);
        assertThat(train.captions(0).get(0)).isEqualTo("A brown thing with a green spot number 0.");
        assertThat(train.captions(0).get(2)).isEqualTo("A brown thing with a green spot number 2.");
        assertThat(train.captions(0).get(3)).endsWith("caf\u00e9");
        assertThat(Coco.in(coco).withSet("val2014").read().size()).isEqualTo(6);
        for (int i = 0; i < train.size(); i++) {
            assertThat(train.image(i, 76).getHeight()).isEqualTo(76);
        }
    }

    @Test
    void entries_that_make_no_sense_are_named() throws IOException {
        Mini.edit(
                captions, "\"file_name\": \"COCO_train2014_000000012523.jpg\"", "\"file_name\": \"../../etc/passwd\"");
        assertRefused(captions + " image 12523: \"file_name\" is \"../../etc/passwd\", which is not inside the folder");
        Mini.edit(captions, "\"file_name\": \"../../etc/passwd\"", "\"name\": \"x\"");
        assertRefused("expected \"id\" and \"file_name\"");
        Files.writeString(captions, "{\"images\": [");
        assertRefused(captions + " is damaged at $.images[0]: it ends there, ");
        Files.writeString(captions, "{} {}");
        assertRefused(captions + " is damaged at $");
        Files.writeString(captions, "[]");
        assertRefused(
                captions + " must hold an object with \"images\" and \"annotations\", but begins with BEGIN_ARRAY");
        Files.writeString(captions, "{\"images\": {}}");
        assertRefused(captions + ": \"images\" must be a list, but is BEGIN_OBJECT");
        Files.writeString(captions, "{\"images\": [], \"annotations\": []}");
        assertRefused("coco/train2014 lists no images; check the folder, and that the split has some");
    }

    @Test
    void captions_of_absent_images_and_images_without_captions_are_told() throws IOException {
        Files.writeString(captions, """
                {"annotations": [{"image_id": 7, "id": 1, "caption": "nobody"},
                                 {"image_id": 247111, "id": 2, "caption": "a thing"}],
                 "images": [{"id": 247111, "file_name": "COCO_train2014_000000247111.jpg"},
                            {"id": 12523, "file_name": "COCO_train2014_000000012523.jpg"}]}
                """);
        assertRefused(captions + ": there are captions for image 7, which is not listed");
        assertRefused(captions + " image 12523: the image \"COCO_train2014_000000012523.jpg\" has no caption");
        IndexedImages rest = Coco.in(coco).withProblems(Problems.SKIP).read();
        assertThat(rest.size()).isEqualTo(1);
        assertThat(rest.report().counts()).hasSize(2);
    }

    @Test
    void another_set_is_told_what_there_is() {
        Path absent = coco.resolve("annotations/captions_val2017.json");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Coco.in(coco).withSet("val2017").read())
                .withMessage("the file " + absent
                        + " does not exist; there are [captions_train2014.json, captions_val2014.json]");
    }

    @Test
    void mutated_annotations_meet_the_common_attack() throws IOException {
        byte[] whole = Files.readAllBytes(captions);
        Attack.on(whole, captions, file -> Coco.in(coco)
                .withProblems(Problems.SKIP)
                .read());
    }

    @Test
    void the_real_images_and_boxes_are_read() {
        Path tiny = Mini.real("coco/tiny_coco");
        IndexedImages train = Coco.in(tiny)
                .withBoxes(Coco.Boxes.OF_INSTANCES)
                .withProblems(Problems.SKIP)
                .read();
        assertThat(train.size()).isBetween(45, 50);
        assertThat(train.checkImages().problems()).isEqualTo(train.report().problems());
        assertThat(train.entry(0).boxes()).isNotEmpty().allMatch(box -> box.width() > 0);
        assertThat(Coco.in(tiny)
                        .withSet("val2017")
                        .withProblems(Problems.SKIP)
                        .read()
                        .size())
                .isBetween(45, 50);
    }
}
