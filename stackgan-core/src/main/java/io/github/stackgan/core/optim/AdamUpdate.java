package io.github.stackgan.core.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One step of Adam for a whole network; the lists have the same order.
 *
 * @param weights what learns; gradients must be off
 * @param gradients theirs
 * @param first running means of the gradients
 * @param second running means of their squares
 * @param rates learning rate and decays
 * @param steps 1 for the first step
 */
public record AdamUpdate(
        List<NDArray> weights,
        List<NDArray> gradients,
        List<NDArray> first,
        List<NDArray> second,
        Rates rates,
        long steps) {
    /** What is added to the denominator, after the bias correction. */
    static final double EPSILON = 1e-8;

    /**
     * Learning rate and decays.
     *
     * @param learningRate the learning rate
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second
     */
    public record Rates(double learningRate, double beta1, double beta2) {}

    double correction1() {
        return 1 - Math.pow(rates.beta1(), steps);
    }

    double correction2() {
        return 1 - Math.pow(rates.beta2(), steps);
    }
}
