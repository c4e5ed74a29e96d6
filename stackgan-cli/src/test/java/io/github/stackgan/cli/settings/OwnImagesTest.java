package io.github.stackgan.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.settings.Augmentation;
import org.junit.jupiter.api.Test;

class OwnImagesTest {
    @Test
    void batches_are_never_larger_than_the_dataset() {
        assertThat(OwnImages.settings(300, 2).plan().stage(1).batchSize()).isEqualTo(16);
        assertThat(OwnImages.settings(5, 2).plan().stage(1).batchSize()).isEqualTo(5);
        assertThat(OwnImages.settings(5, 2).plan().stage(2).batchSize()).isEqualTo(5);
        assertThat(OwnImages.settings(1, 2).plan().stage(2).batchSize()).isEqualTo(2);
    }

    @Test
    void few_images_are_moved_about_and_many_are_not() {
        assertThat(OwnImages.settings(300, 2).plan().stage(1).augmentations())
                .containsExactly(Augmentation.TRANSLATION);
        assertThat(OwnImages.settings(5000, 2).plan().stage(1).augmentations()).isEmpty();
    }

    @Test
    void more_cores_make_larger_images_by_wider_networks() {
        TrainSettings two = OwnImages.settings(300, 2);
        TrainSettings sixteen = OwnImages.settings(300, 16);
        assertThat(sixteen.stage1().generatorChannels())
                .isEqualTo(2 * two.stage1().generatorChannels());
        assertThat(two.refinements().get(0).imageSize()).isEqualTo(128);
        assertThat(sixteen.refinements().get(0).imageSize()).isEqualTo(256);
    }

    @Test
    void a_language_model_reads_the_captions() {
        assertThat(OwnImages.settings(300, 2).textEncoder().kind()).isEqualTo(TextEncoderKind.SENTENCES);
    }
}
