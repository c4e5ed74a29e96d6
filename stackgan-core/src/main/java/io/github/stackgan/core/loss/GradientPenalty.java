package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.random.RandomStream;

/**
 * How steep the discriminator's answers are at real images: half the mean squared length of their gradient (R1:
 * Mescheder et al., ICML 2018, equation 9). The engine has no second derivatives here, so the length comes from
 * differences: for signs v drawn at random the mean of (v . g)^2 is the squared length of g. (Lin et al., "Diffusion
 * Adversarial Post-Training", 2025, do so with normal noise.)
 *
 * @since 0.1.0
 */
public final class GradientPenalty {
    /** By how much every value of an image, in [-1, 1], is moved. */
    private static final float STEP = 0.1f;

    private GradientPenalty() {}

    /**
     * What is added to images: they move a little each way.
     *
     * @param manager what the result belongs to
     * @param shape of the images (N, 3, S, S)
     * @param random where it comes from
     * @return 0.1 or -0.1, each equally likely, of that shape
     */
    public static NDArray perturbation(NDManager manager, Shape shape, RandomStream random) {
        return manager.create(random.signs(Math.toIntExact(shape.size()), STEP), shape);
    }

    /**
     * The penalty.
     *
     * @param logits of images (N)
     * @param moved logits of the same images with {@link #perturbation} added (N)
     * @return a scalar, at least 0
     */
    public static NDArray of(NDArray logits, NDArray moved) {
        return ScalarMultiply.by(moved.sub(logits).square().mean(), 1 / (2 * STEP * STEP));
    }
}
