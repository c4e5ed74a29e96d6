package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.modality.cv.Image;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageGeneratorTest {
    private static final GenerationRequest REQUEST =
            GenerationRequest.of("a red patch", "a blue patch").withSeed(7);

    private final StackGan gan = Small.model(1);

    /** An untrained network's images are nearly grey, and differences of noise are lost in rounding. */
    @BeforeAll
    void train() {
        gan.train(new ColourPatches(20), Small.plan(40));
    }

    @AfterAll
    void close() {
        gan.close();
    }

    private static List<Integer> pixels(GeneratedImage generated, int stage) {
        BufferedImage image = (BufferedImage) generated.stages().get(stage).getWrappedImage();
        int side = image.getWidth();
        return Arrays.stream(image.getRGB(0, 0, side, side, null, 0, side))
                .boxed()
                .toList();
    }

    private static List<List<Integer>> stage(List<GeneratedImage> images, int stage) {
        return images.stream().map(p -> pixels(p, stage)).toList();
    }

    /** Batches of 3, 3 and 1, and 7 at once. */
    @Test
    void with_a_seed_of_its_own_stage1_is_the_same_bit_for_bit_and_stage2_is_not() {
        for (int batch : new int[] {3, 16}) {
            List<GeneratedImage> images =
                    gan.generate(REQUEST.withStage1Seed(5).withCount(7).withBatchSize(batch));
            for (int sentence = 0; sentence < 2; sentence++) {
                List<GeneratedImage> own = images.subList(7 * sentence, 7 * sentence + 7);
                assertThat(own).extracting(GeneratedImage::seed).containsExactly(7L, 8L, 9L, 10L, 11L, 12L, 13L);
                assertThat(stage(own, 0)).containsOnly(pixels(own.get(0), 0));
                assertThat(stage(own, 1)).doesNotHaveDuplicates();
            }
            assertThat(pixels(images.get(0), 0)).isNotEqualTo(pixels(images.get(7), 0));
        }
    }

    @Test
    void stage1_of_a_seed_of_its_own_is_that_seeds_and_changes_nothing_if_it_is_the_images_own() {
        GenerationRequest one = GenerationRequest.of("a red patch").withSeed(5);
        GeneratedImage plain = gan.generate(one).get(0);
        GeneratedImage same = gan.generate(one.withStage1Seed(5)).get(0);
        GeneratedImage other = gan.generate(one.withSeed(6).withStage1Seed(5)).get(0);
        assertThat(pixels(same, 0)).isEqualTo(pixels(plain, 0));
        assertThat(pixels(same, 1)).isEqualTo(pixels(plain, 1));
        assertThat(pixels(other, 0)).isEqualTo(pixels(plain, 0));
        assertThat(pixels(other, 1)).isNotEqualTo(pixels(plain, 1));
    }

    /** At a batch size of 5, five images of 32 pixels are one of 64 and, of 128, still one. */
    @Test
    void repeats_of_the_top_stage_add_larger_images_and_leave_the_first_ones_as_they_are() {
        GenerationRequest request = REQUEST.withCount(3).withBatchSize(5);
        List<GeneratedImage> plain = gan.generate(request);
        List<GeneratedImage> refined = gan.generate(request.withTopStageRepeats(2));
        assertThat(refined).hasSize(6).allSatisfy(p -> assertThat(p.stages())
                .extracting(Image::getWidth)
                .containsExactly(16, 32, 64, 128));
        assertThat(refined).extracting(p -> p.image().getHeight()).containsOnly(128);
        for (int stage = 0; stage < 2; stage++) {
            assertThat(stage(refined, stage)).isEqualTo(stage(plain, stage));
        }
        assertThat(stage(refined, 3)).doesNotHaveDuplicates();
        List<GeneratedImage> once = gan.generate(request.withCount(1).withTopStageRepeats(1));
        assertThat(pixels(once.get(0), 2)).isNotEqualTo(pixels(once.get(1), 2));
    }

    @Test
    void repeats_of_one_stage_or_beyond_4096_pixels_are_refused() {
        assertThatThrownBy(() -> gan.generate(REQUEST.withTopStageRepeats(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topStageRepeats is 8, but must be at most 7 for this model: it starts at 32 pixels,"
                        + " each makes an"
                        + " image 2 times as wide, and 4096 is the most");
        try (StackGan one = StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(Small.stage1())
                .build()) {
            assertThatThrownBy(() -> one.generate(REQUEST.withTopStageRepeats(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("topStageRepeats is 1, but must be 0: the model has Stage-I alone");
        }
        assertThatThrownBy(() -> REQUEST.withTopStageRepeats(-1)).hasMessageContaining("topStageRepeats is -1");
    }
}
