package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LossTerm;
import io.github.stackgan.core.step.Reconstructor;

/**
 * How far the stage's enlargements of shrunk real images are from these.
 *
 * @param weight what it is multiplied by
 * @param reconstructor enlarges
 * @since 0.1.0
 */
public record ReconstructionTerm(double weight, Reconstructor reconstructor) implements LossTerm<GeneratorContext> {
    @Override
    public String name() {
        return "reconstruction";
    }

    /** {@inheritDoc} Running statistics are left to generated images. */
    @Override
    public NDArray value(GeneratorContext context) {
        Mode passing = Mode.PASSING.in(context.networks().learning().precision());
        Batch batch = context.batch();
        return Reconstructor.difference(reconstructor.reconstruct(batch, batch.noise(), passing), batch);
    }
}
