package io.github.stackgan.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.random.RandomStream;
import org.junit.jupiter.api.Test;

class GradientPenaltyTest {
    /**
     * For a plane the slope is the same everywhere and known; the estimate's mean over many moves is half its square.
     */
    @Test
    void of_a_plane_it_is_half_the_squared_slope() {
        try (NDManager manager = NDManager.newBaseManager()) {
            int n = 20_000;
            Shape shape = new Shape(n, 3, 2, 2);
            float[] slope = RandomStream.of(1, "slope", 0).normal(12);
            double expected = 0;
            for (float s : slope) {
                expected += s * (double) s / 2;
            }
            NDArray weights = manager.create(slope, new Shape(12, 1));
            NDArray images = manager.create(RandomStream.of(2, "images", 0).normal(12 * n), shape);
            NDArray perturbation = GradientPenalty.perturbation(manager, shape, RandomStream.of(3, "moves", 0));
            NDArray logits = images.reshape(n, 12).matMul(weights).flatten();
            NDArray moved =
                    images.add(perturbation).reshape(n, 12).matMul(weights).flatten();
            assertThat((double) GradientPenalty.of(logits, moved).getFloat())
                    .isCloseTo(expected, within(0.03 * expected));
        }
    }

    @Test
    void moves_are_up_or_down_by_a_tenth_in_equal_parts() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray perturbation =
                    GradientPenalty.perturbation(manager, new Shape(10, 3, 32, 32), RandomStream.of(1, "moves", 0));
            float[] values = perturbation.toFloatArray();
            int up = 0;
            for (float value : values) {
                assertThat(Math.abs(value)).isEqualTo(0.1f);
                up += value > 0 ? 1 : 0;
            }
            // Ten standard deviations around a half would be 0.03.
            assertThat((double) up / values.length).isCloseTo(0.5, within(0.03));
        }
    }
}
