package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.ScalarMultiply;

/**
 * Makes a stage enlarge real images that were shrunk: what a perfect stage below would have generated, with noise in
 * the place of its faults.
 *
 * @param generators the stack up to the stage that learns
 * @param sideBelow width of the images of the stage below
 * @since 0.1.0
 */
public record Reconstructor(GeneratorStack generators, int sideBelow) {
    /** Standard deviation of the noise over shrunk images, whose values lie in [-1, 1]. */
    private static final float FAULTS = 0.1f;

    /**
     * Enlarges the batch's real images again.
     *
     * @param batch real images and their texts
     * @param noise of the condition
     * @param mode how the stage computes
     * @return images of the batch's size
     */
    public StageOutput reconstruct(Batch batch, StackNoise noise, Mode mode) {
        return generators.topAgain(shrunk(batch), batch.embeddings(), noise, mode);
    }

    private NDArray shrunk(Batch batch) {
        NDArray images = batch.images();
        long times = images.getShape().get(3) / sideBelow;
        Shape window = new Shape(times, times);
        NDArray shrunk = Pool.avgPool2d(images, window, window, new Shape(0, 0), false, true);
        NDArray faults = images.getManager()
                .create(batch.random().apply("faults").normal(Math.toIntExact(shrunk.size())), shrunk.getShape());
        return shrunk.add(ScalarMultiply.by(faults, FAULTS));
    }

    /** The mean absolute difference (Isola et al., CVPR 2017, equation 3). */
    public static NDArray difference(StageOutput reconstructed, Batch batch) {
        return reconstructed.image().sub(batch.images()).abs().mean();
    }
}
