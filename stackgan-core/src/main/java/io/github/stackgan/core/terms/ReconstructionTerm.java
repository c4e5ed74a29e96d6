package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LossTerm;
import io.github.stackgan.core.step.Reconstructor;
import io.github.stackgan.settings.Reconstruction;

/**
 * How far the stage's enlargements of shrunk real images are from these.
 *
 * @param settings its weight, and whether the the discriminator sees the enlargements too
 * @param reconstructor enlarges
 * @since 0.1.0
 */
public record ReconstructionTerm(Reconstruction settings, Reconstructor reconstructor)
        implements LossTerm<GeneratorContext> {
    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public double weight() {
        return settings.weight();
    }

    /**
     * Where enlargements are what the discriminator sees, they are the generated images. Running statistics are left
     * to those.
     */
    @Override
    public NDArray value(GeneratorContext context) {
        Mode passing = Mode.PASSING.in(context.networks().learning().precision());
        Batch batch = context.batch();
        StageOutput reconstructed =
                settings.judged() ? context.generated() : reconstructor.reconstruct(batch, batch.noise(), passing);
        return Reconstructor.difference(reconstructed, batch);
    }
}
