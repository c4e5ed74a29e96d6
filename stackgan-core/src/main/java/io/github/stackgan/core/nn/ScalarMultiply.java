package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;

/**
 * Multiplication by a number that a backward pass may follow.
 *
 * <p>{@code NDArray.mul(Number)} puts the number into memory that Java frees as soon as it collects garbage, while the
 * backward pass still reads it: gradients are then wrong now and then. Here the number lives as long as the array's
 * manager.
 *
 * @since 0.1.0
 */
public final class ScalarMultiply {
    private ScalarMultiply() {}

    /**
     * Multiplies.
     *
     * @param array any array
     * @param factor a number
     * @return {@code factor * array}, of the same shape
     */
    public static NDArray by(NDArray array, float factor) {
        return array.mul(array.getManager().create(factor));
    }
}
