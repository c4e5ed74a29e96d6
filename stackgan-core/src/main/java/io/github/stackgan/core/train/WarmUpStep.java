package io.github.stackgan.core.train;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.Losses;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.Reconstructor;
import io.github.stackgan.core.step.TrainingStep;
import io.github.stackgan.core.terms.ReconstructionTerm;
import java.util.Map;

/**
 * One update of the generator by the reconstruction alone, while the discriminator does not learn (Ledig et al., CVPR
 * 2017, section 3.2).
 *
 * @param networks what learns
 * @param term the reconstruction
 * @param generatorAdam updates the highest generator
 * @since 0.1.0
 */
public record WarmUpStep(LearningNetworks networks, ReconstructionTerm term, Adam generatorAdam)
        implements TrainingStep {
    @Override
    public Losses run(Batch batch, Rates rates) {
        Parameters generator = networks.generators().top();
        try (Recording recording = Recording.of(generator)) {
            NDArray difference = Reconstructor.difference(
                    term.reconstructor().reconstruct(batch, batch.noise(), networks.learning()), batch);
            NDArray total = ScalarMultiply.by(difference, (float) term.weight());
            generatorAdam.step(recording.gradients(total, generator), rates.generator());
            return new Losses(Map.of(term.name(), difference.getFloat()));
        }
    }
}
