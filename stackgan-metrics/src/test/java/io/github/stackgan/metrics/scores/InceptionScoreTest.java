package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.metrics.internal.numbers.Permutation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InceptionScoreTest {
    /** Of a network that is sure of a class: the softmax is exactly 1 there, and 0 elsewhere. */
    private static float[] sureOf(int which, int classes) {
        float[] logits = new float[classes];
        logits[which] = 1000;
        return logits;
    }

    @Test
    void sure_and_varied_images_reach_the_number_of_classes() {
        InceptionScore score = InceptionScore.inOrder(8, 4, 2);
        for (int i = 0; i < 8; i++) {
            score.addLogits(sureOf(i % 4, 4));
        }
        assertThat(score.score().mean()).isCloseTo(4, within(1e-12));
        assertThat(score.score().deviation()).isCloseTo(0, within(1e-12));
    }

    /** The first split has one class only, the second two: scores 1 and 2. */
    @Test
    void splits_are_taken_in_order_and_their_deviation_is_the_populations() {
        InceptionScore score = InceptionScore.inOrder(4, 2, 2);
        for (int i = 0; i < 4; i++) {
            score.addLogits(sureOf(i < 3 ? 0 : 1, 2));
        }
        assertThat(score.score().mean()).isCloseTo(1.5, within(1e-12));
        assertThat(score.score().deviation()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void a_shuffle_mixes_what_comes_in_order_and_depends_on_the_seed_alone() {
        assertThat(sorted(InceptionScore.inOrder(1000, 2, 2)).mean()).isCloseTo(1, within(1e-12));
        Estimate shuffled = sorted(InceptionScore.shuffled(1000, 2, 2, 7));
        assertThat(shuffled.mean()).isGreaterThan(1.95);
        assertThat(sorted(InceptionScore.shuffled(1000, 2, 2, 7))).isEqualTo(shuffled);
    }

    private static Estimate sorted(InceptionScore score) {
        for (int i = 0; i < 1000; i++) {
            score.addLogits(sureOf(i < 500 ? 0 : 1, 2));
        }
        return score.score();
    }

    /** Each part adds its own images, by their numbers, in whatever order. */
    @Test
    void scores_of_parts_merge_to_the_score_of_all() {
        InceptionScore all = InceptionScore.shuffled(9, 3, 2, 5);
        InceptionScore even = InceptionScore.shuffled(9, 3, 2, 5);
        InceptionScore odd = InceptionScore.shuffled(9, 3, 2, 5);
        for (int i = 0; i < 9; i++) {
            all.addLogits(i % 4, i, 1);
        }
        for (int i = 8; i >= 0; i--) {
            (i % 2 == 0 ? even : odd).addLogitsOf(i, i % 4, i, 1);
        }
        odd.merge(even);
        assertThat(odd.score().mean()).isCloseTo(all.score().mean(), within(1e-14));
        assertThat(odd.score().deviation()).isCloseTo(all.score().deviation(), within(1e-14));
        assertThatThrownBy(() -> even.merge(InceptionScore.inOrder(9, 3, 3))).hasMessageContaining("3 splits");
        assertThatThrownBy(() -> odd.merge(even)).hasMessageContaining("All 9 images");
    }

    /** 7 images in 3 splits: places 0-1, 2-3, 4-6, as the reference cuts them. */
    @Test
    void uneven_splits_are_cut_as_the_reference_cuts_them() {
        InceptionScore score = InceptionScore.inOrder(7, 2, 3);
        for (int i = 0; i < 7; i++) {
            score.addLogits(sureOf(1 - i % 2, 2));
        }
        // Splits hold 1+1, 1+1 and 2+1 of the classes: 2, 2, and exp of the entropy of (2/3, 1/3).
        double third = Math.exp(-(2.0 / 3 * Math.log(2.0 / 3) + 1.0 / 3 * Math.log(1.0 / 3)));
        assertThat(score.score().mean()).isCloseTo((4 + third) / 3, within(1e-12));
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> InceptionScore.inOrder(9, 5, 10))
                .hasMessage("The number of images is 9, but must be at least 10: one for each of 10 splits;"
                        + " generate more");
        assertThatThrownBy(() -> InceptionScore.inOrder(9, 1, 1)).hasMessageContaining("classes is 1");
        InceptionScore score = InceptionScore.inOrder(2, 2, 1);
        assertThatThrownBy(() -> score.addLogits(1, Float.NaN)).hasMessageContaining("Feature 1 of row 0 is NaN");
        assertThatThrownBy(() -> score.addLogits(1, 2, 3)).hasMessageContaining("has 3 numbers, but must have 2");
        assertThatThrownBy(score::score).hasMessageContaining("Only 0 of 2");
        score.addLogits(1, 2);
        score.addLogits(1, 2);
        assertThatThrownBy(() -> score.addLogits(1, 2)).hasMessageContaining("All 2 images");
    }

    @Test
    void each_image_counts_once_and_in_one_order() {
        InceptionScore score = InceptionScore.inOrder(4, 2, 2);
        assertThatThrownBy(() -> score.addLogitsOf(4, 1, 2))
                .hasMessageContaining("image is 4, but must be from 0 to 3");
        assertThatThrownBy(() -> score.addLogitsOf(-1, 1, 2)).hasMessageContaining("image is -1");
        for (int i = 0; i < 4; i++) {
            score.addLogitsOf(0, 1, 2);
        }
        assertThatThrownBy(score::score).hasMessageContaining("Split 0 has 4 images of its 2");
        InceptionScore shuffled = InceptionScore.shuffled(40, 2, 2, 1);
        assertThatThrownBy(() -> shuffled.merge(InceptionScore.shuffled(40, 2, 2, 2)))
                .hasMessageContaining("begin both in the same way");
    }

    /** Captions are drawn by the same seed; were splits drawn by the same numbers, they would put the classes back. */
    @Test
    void images_that_the_same_seed_has_shuffled_are_not_sorted_again() {
        int images = 1000;
        int classes = 10;
        InceptionScore score = InceptionScore.shuffled(images, classes, 10, 5);
        for (int image : Permutation.of(images, new SplittableRandom(5))) {
            float[] logits = new float[classes];
            logits[image * classes / images] = 30;
            score.addLogits(logits);
        }
        assertThat(score.score().mean()).isGreaterThan(9);
    }
}
