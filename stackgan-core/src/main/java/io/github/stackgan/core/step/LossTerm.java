package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;

/**
 * What a recipe adds to a network's adversarial loss. The step adds {@code weight * value} to what it minimises and
 * reports the value by the name.
 *
 * @param <C> what it is computed from: {@link GeneratorContext} or {@link DiscriminatorContext}
 * @since 0.1.0
 */
public interface LossTerm<C> {
    /**
     * Its name in logs, such as "kl".
     *
     * @return letters only, unlike any other's, and none of "discriminator", "real", "wrong", "fake", "generator"
     */
    String name();

    /**
     * What it is multiplied by.
     *
     * @return at least 0
     */
    double weight();

    /**
     * Whether an iteration has it.
     *
     * @param iteration 0 for the first
     * @return by default true
     */
    default boolean isDue(long iteration) {
        return true;
    }

    /**
     * Computes it.
     *
     * @param context the batch and the networks
     * @return a scalar
     */
    NDArray value(C context);
}
