package io.github.stackgan.core.text.training;

import io.github.stackgan.checks.Require;
import io.github.stackgan.core.optim.HalfCosine;
import java.nio.file.Path;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * How a text encoder learns.
 *
 * @since 0.1.0
 */
@Value.Immutable
public interface TextEncoderPlan extends WithTextEncoderPlan {
    /**
     * Batches that it sees. Default 2000.
     *
     * @return at least 1; by default 2000
     */
    default int iterations() {
        return 2000;
    }

    /**
     * Pairs of image and caption in a batch, of distinct classes as far as there are enough. Default 40, as Reed et al.
     *
     * @return at least 2; by default 40, as Reed et al.
     */
    default int batchSize() {
        return 40;
    }

    /**
     * Pairs sampled for each place in a batch; of those, groups with similar captions are taken, whose images only the
     * exact colours and parts tell apart. Default 1 (all are taken), as Reed et al.
     *
     * @return at least 1, which takes all that are drawn; by default 1, as Reed et al.
     */
    default int candidatesPerPair() {
        return 1;
    }

    /**
     * Adam's learning rate at the start; it falls to nothing along half a cosine. Default 7e-4.
     *
     * @return above 0 and below 1; by default 7e-4
     */
    default double learningRate() {
        return 7e-4;
    }

    /**
     * Seed of the first weights and the order of data. Default 0.
     *
     * @return any number; by default 0
     */
    default long seed() {
        return 0;
    }

    /**
     * A file that the training is kept in every 200 iterations and when its thread is interrupted; a training with the
     * same settings goes on from it. On the CPU it ends with the same bits as one that was not stopped.
     *
     * @return the file, or empty to keep nothing; by default empty
     */
    Optional<Path> checkpoint();

    /**
     * The learning rate of an iteration.
     *
     * @param iteration 0 for the first
     * @return above 0
     */
    default double rate(long iteration) {
        return new HalfCosine(learningRate(), iterations()).rate(iteration);
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.positive("iterations", iterations());
        if (batchSize() < 2) {
            throw new IllegalArgumentException("batchSize is " + batchSize() + ", but must be at least 2");
        }
        if (candidatesPerPair() < 1) {
            throw new IllegalArgumentException(
                    "candidatesPerPair is " + candidatesPerPair() + ", but must be at least 1");
        }
        if (!(learningRate() > 0 && learningRate() < 1)) {
            throw new IllegalArgumentException("learningRate is " + learningRate() + ", but must be between 0 and 1");
        }
    }

    /**
     * The default plan.
     *
     * @return the plan
     */
    static TextEncoderPlan standard() {
        return ImmutableTextEncoderPlan.builder().build();
    }
}
