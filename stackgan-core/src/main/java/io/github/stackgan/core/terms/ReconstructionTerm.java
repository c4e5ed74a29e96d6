package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LossTerm;

/**
 * How far the stage's enlargements of shrunk real images are from these, the mean absolute difference (Isola et al.,
 * CVPR 2017, equation 3). A shrunk image is what a perfect stage below would have generated; noise stands in the place
 * of the stage's faults.
 *
 * @param weight what it is multiplied by
 * @param sideBelow width of the images of the stage below
 * @since 0.1.0
 */
public record ReconstructionTerm(double weight, int sideBelow) implements LossTerm<GeneratorContext> {
    /** Standard deviation of the noise over shrunk images, whose values lie in [-1, 1]. */
    private static final float FAULTS = 0.03f;

    @Override
    public String name() {
        return "reconstruction";
    }

    /** {@inheritDoc} Running statistics are left to generated images. */
    @Override
    public NDArray value(GeneratorContext context) {
        Mode passing = Mode.PASSING.in(context.networks().learning().precision());
        Batch batch = context.batch();
        StageOutput reconstructed =
                context.networks().generators().topAgain(shrunk(batch), batch.embeddings(), batch.noise(), passing);
        return reconstructed.image().sub(batch.images()).abs().mean();
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
}
