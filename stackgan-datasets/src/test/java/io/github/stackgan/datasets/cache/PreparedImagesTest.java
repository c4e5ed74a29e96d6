package io.github.stackgan.datasets.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.Cub200;
import io.github.stackgan.datasets.Oxford102;
import io.github.stackgan.datasets.PixelMeasures;
import io.github.stackgan.datasets.formats.Attack;
import io.github.stackgan.datasets.formats.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedImagesTest {
    private static final CaptionedImages BIRDS =
            Cub200.in(Samples.path("mini/birds")).read();

    @TempDir
    private Path folder;

    private final AtomicInteger prepared = new AtomicInteger();

    private PreparedImages open(CaptionedImages images, int... sides) {
        return PreparedImages.in(folder, images, progress -> prepared.incrementAndGet(), sides);
    }

    @Test
    void images_are_prepared_once_and_stay_the_same() {
        open(BIRDS, 76, 19);
        assertThat(prepared).hasValue(48);
        PreparedImages again = open(BIRDS, 76, 19);
        assertThat(prepared).hasValue(48);
        for (int i = 0; i < BIRDS.size(); i++) {
            assertThat(PixelMeasures.pixels(again.image(i, 76))).isEqualTo(PixelMeasures.pixels(BIRDS.image(i, 76)));
            assertThat(PixelMeasures.pixels(again.image(i, 19))).isEqualTo(PixelMeasures.pixels(BIRDS.image(i, 19)));
            assertThat(again.captions(i)).isEqualTo(BIRDS.captions(i));
            assertThat(again.classOf(i)).isEqualTo(BIRDS.classOf(i));
        }
        assertThat(again.image(3, 32).getWidth()).isEqualTo(32);
        assertThat(again.fingerprint()).isEqualTo(BIRDS.fingerprint());
        assertThat(folder)
                .isDirectoryContaining(f -> f.endsWith("76.pictures"))
                .isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void images_of_another_dataset_are_refused_with_the_reason() {
        open(BIRDS, 8);
        CaptionedImages flowers = Oxford102.in(Samples.path("mini/flowers")).read();
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(flowers, 8))
                .withMessage(folder.resolve("8.pictures") + " holds 24 images of a dataset with the fingerprint "
                        + BIRDS.fingerprint() + ", but oxford-102/all has 20 and the fingerprint "
                        + flowers.fingerprint() + ". The dataset has changed, or it is another one: delete the file to"
                        + " have it made again, or use another folder.");
    }

    @Test
    void damaged_files_are_refused_when_opened_or_read() throws IOException {
        open(BIRDS, 8);
        Path file = folder.resolve("8.pictures");
        byte[] whole = Files.readAllBytes(file);
        byte[] spoilt = whole.clone();
        spoilt[whole.length - 1] ^= 1;
        Files.write(file, spoilt);
        PreparedImages images = open(BIRDS, 8);
        assertThat(images.image(0, 8).getWidth()).isEqualTo(8);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> images.image(23, 8))
                .withMessage(file + " is not a whole file of prepared images: image 23 does not fit its checksum;"
                        + " delete it to have it made again");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(BIRDS, 8))
                .withMessageContaining("bytes, but " + whole.length + " are needed for 24 images");
        Files.move(Files.write(file, whole), folder.resolve("9.pictures"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(BIRDS, 9))
                .withMessageContaining("holds images of 8 pixels, but 9 are wanted");
    }

    @Test
    void mutated_files_meet_the_common_attack() throws IOException {
        open(BIRDS, 8);
        Path file = folder.resolve("8.pictures");
        byte[] whole = Files.readAllBytes(file);
        Attack.on(whole, file, f -> {
            PreparedImages images = open(BIRDS, 8);
            for (int i = 0; i < BIRDS.size(); i++) {
                images.image(i, 8);
            }
        });
        assertThat(prepared).hasValue(24);
    }

    @Test
    void an_image_that_cannot_be_read_leaves_no_file() {
        CaptionedImages broken = Shard.of(BIRDS, 0, 1);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> PreparedImages.in(
                        folder,
                        broken,
                        progress -> {
                            throw new DatasetException("image " + progress.done());
                        },
                        8));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_killed_preparation_left_half_written_goes() throws IOException {
        Path half = Files.writeString(folder.resolve(".1f.part"), "half");
        Files.setLastModifiedTime(half, FileTime.fromMillis(0));
        open(BIRDS, 8);
        assertThat(half).doesNotExist();
    }

    @Test
    void no_size_makes_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(BIRDS))
                .withMessage("sides is empty, but must hold at least one size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(BIRDS, 0))
                .withMessage("sides holds 0, but must be at least 1");
    }
}
