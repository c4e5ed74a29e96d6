package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.Oxford102.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected: what SciPy finds in the label and split files. */
class Oxford102Test {
    @TempDir
    private Path folder;

    private Path flowers;

    @BeforeEach
    void a_copy() {
        flowers = Mini.copy("flowers", folder.resolve("flowers"));
    }

    private int size(Split split) {
        return Oxford102.in(flowers).withSplit(split).read().size();
    }

    @Test
    void pictures_come_with_captions_and_classes() {
        IndexedImages read = Oxford102.in(flowers).read();
        assertThat(read.size()).isEqualTo(20);
        assertThat(read.entry(0).name()).isEqualTo("image_00001");
        assertThat(read.className(read.classOf(0))).isEqualTo("class_00003");
        assertThat(read.captions(0)).hasSize(10);
        assertThat(read.classCount()).isEqualTo(5);
        assertThat(read.image(0, 64).getWidth()).isEqualTo(64);
    }

    /** By trainvalclasses.txt classes 1 to 3, of four pictures each; by setid.mat 6, 4 and 10 pictures. */
    @Test
    void splits_are_chosen_by_name() {
        assertThat(size(Split.TRAIN_CLASSES)).isEqualTo(12);
        assertThat(size(Split.TEST_CLASSES)).isEqualTo(8);
        assertThat(size(Split.TRAIN_FILES)).isEqualTo(6);
        assertThat(size(Split.VALIDATION_FILES)).isEqualTo(4);
        assertThat(size(Split.TEST_FILES)).isEqualTo(10);
    }

    @Test
    void pictures_without_captions_are_told() throws IOException {
        Path captions = flowers.resolve("text_c10/class_00003/image_00001.txt");
        Files.delete(captions);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers).read())
                .withMessage(flowers.resolve("imagelabels.mat")
                        + " entry 1: the picture \"image_00001\" has no captions;" + " they should be at " + captions);
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers.resolve("jpg")).read())
                .withMessageContaining("has no jpg; give the folder above it, " + flowers);
        Path absent = folder.resolve("absent");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(absent).read())
                .withMessage(
                        "the folder " + absent + " does not exist; give the one that holds jpg and imagelabels.mat");
        Files.writeString(flowers.resolve("imagelabels.mat"), "<!doctype html>");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Oxford102.in(flowers).read())
                .withMessage(
                        flowers.resolve("imagelabels.mat") + " cannot be used as a MATLAB file of version 5: it is a"
                                + " web page: a download that went wrong; download it again");
    }

    @Test
    void the_real_photographs_can_be_decoded() throws IOException {
        Path jpg = Mini.real("flowers").resolve("jpg");
        int count = 0;
        try (var files = Files.list(jpg)) {
            for (Path file : files.sorted().toList()) {
                assertThat(PictureReader.square("real", file, Fit.STRETCHED, List.of(), 64)
                                .getWidth())
                        .isEqualTo(64);
                count++;
            }
        }
        assertThat(count).isEqualTo(105);
    }
}
