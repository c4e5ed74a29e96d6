package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RPrecisionTest {
    @Test
    void counts_images_whose_own_sentence_points_most_their_way() {
        float[][] images = {{1, 0}, {0, 1}};
        float[][][] candidates = {{{5, 1}, {0, 1}}, {{1, 1}, {0, 3}}};
        assertThat(RPrecision.of(images, candidates)).isEqualTo(0.5);
    }

    @Test
    void a_tie_is_no_hit_and_length_does_not_count() {
        float[][] image = {{1, 0}};
        assertThat(RPrecision.of(image, new float[][][] {{{2, 0}, {1, 0}}})).isZero();
        assertThat(RPrecision.of(image, new float[][][] {{{0.1f, 0}, {100, 99}}}))
                .isOne();
    }

    /** With 10 random candidates chance is 1/10; the standard error over 4,000 is 0.0047: allow five. */
    @Test
    void random_embeddings_are_at_chance() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] images = new float[4000][];
        float[][][] candidates = new float[4000][10][];
        for (int i = 0; i < 4000; i++) {
            images[i] = vector(random);
            for (int j = 0; j < 10; j++) {
                candidates[i][j] = vector(random);
            }
        }
        assertThat(RPrecision.of(images, candidates)).isCloseTo(0.1, within(0.024));
    }

    private static float[] vector(SplittableRandom random) {
        float[] v = new float[8];
        for (int i = 0; i < 8; i++) {
            v[i] = (float) (random.nextDouble() - 0.5);
        }
        return v;
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> RPrecision.of(new float[0][], new float[0][][]))
                .hasMessageContaining("0 images");
        assertThatThrownBy(() -> RPrecision.of(new float[][] {{1}}, new float[][][] {{{1}}}))
                .hasMessageContaining("at least one other");
        assertThatThrownBy(() -> RPrecision.of(new float[][] {{1}}, new float[][][] {{{1, 2}, {1, 2}}}))
                .hasMessageContaining("has 2 numbers, but the image's has 1");
    }
}
