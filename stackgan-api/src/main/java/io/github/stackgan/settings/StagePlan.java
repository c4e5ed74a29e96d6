package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * How long and how fast one stage trains.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface StagePlan extends WithStagePlan {
    /**
     * How often every image is seen.
     *
     * @return at least 1; by default 600 (paper section 3.5)
     */
    default int epochs() {
        return 600;
    }

    /**
     * Images in an iteration; what is left at the end of an epoch is dropped.
     *
     * @return at least 2, because batch normalisation needs two; by default 64 (paper section 3.5)
     */
    default int batchSize() {
        return 64;
    }

    /**
     * The learning rate that Adam starts with, for both networks unless {@link #discriminatorLearningRate} says
     * otherwise.
     *
     * @return above 0 and below 1; by default 2e-4 (paper section 3.5)
     */
    default double learningRate() {
        return 2e-4;
    }

    /**
     * A learning rate of the discriminator's own, halved when the generator's is. A smaller one holds back a
     * discriminator that wins too early; two time scales are Heusel et al.'s (NIPS 2017).
     *
     * @return above 0 and below 1, or empty for {@link #learningRate}; by default empty
     */
    OptionalDouble discriminatorLearningRate();

    /**
     * The learning rate is halved every so many epochs.
     *
     * @return at least 1; by default 100 (paper section 3.5)
     */
    default int halveEveryEpochs() {
        return 100;
    }

    /**
     * Weight of a further term of the generator's loss, for stages above Stage-I: how far the stage's enlargements of
     * shrunk real images are from these, the mean absolute difference (Isola et al., CVPR 2017, equation 3). It holds
     * the stage to the image below. The paper has none.
     *
     * @return at least 0; by default 0, and then nothing is computed for it
     */
    default double reconstructionWeight() {
        return 0;
    }

    /**
     * For so many iterations at first, the discriminator alone learns. A generator that
     * {@link io.github.stackgan.StackGanBuilder#startFrom} filled from a file without discriminators so meets one that
     * knows something, and does not unlearn from the answers of one that knows nothing.
     *
     * @return iterations, at least 0; by default 0, as in the paper
     */
    default long discriminatorHeadStart() {
        return 0;
    }

    /**
     * How the discriminator's answers become losses.
     *
     * @return by default CROSS_ENTROPY, the paper's
     */
    default AdversarialLoss adversarialLoss() {
        return AdversarialLoss.CROSS_ENTROPY;
    }

    /**
     * A further term of the discriminator's loss, by exact second derivatives. The paper has none.
     *
     * @return the term, or empty for none; by default empty
     */
    Optional<GradientPenalty> gradientPenalty();

    /**
     * Weight of a further term of the discriminator's loss: real images with texts that differ from theirs in a word or
     * two are wrong pairs too (hard negatives). Images of other classes differ from a text in so much that a
     * discriminator need not read it all. The paper has none. It needs {@link Stage.DiscriminatorCondition#EMBEDDING}.
     *
     * @return at least 0; by default 0, and then nothing is computed for it
     */
    default double hardNegativeWeight() {
        return 0;
    }

    /**
     * What all images go through before the discriminator sees them, in this order. The paper has nothing. They move
     * what a stage that is told locations is told of, so there they are refused.
     *
     * @return each at most once; by default none
     */
    List<Augmentation> augmentations();

    /**
     * A limit that stops the stage earlier than its epochs would; 0 leaves the stage exactly as it is, which makes
     * sense for one that {@link io.github.stackgan.StackGanBuilder#startFrom} filled.
     *
     * @return iterations, at least 0, or empty for no limit; by default empty
     */
    OptionalLong maxIterations();

    /**
     * How long the stage trains on a dataset.
     *
     * @param images how many images the dataset has
     * @return the iterations of all epochs, or fewer if {@link #maxIterations} says so
     */
    default long iterations(int images) {
        return Math.min(maxIterations().orElse(Long.MAX_VALUE), (long) epochs() * (images / batchSize()));
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.positive("epochs", epochs());
        if (batchSize() < 2) {
            throw new IllegalArgumentException(
                    "batchSize is " + batchSize() + ", but must be at least 2: batch normalisation needs two images");
        }
        Require.rate("learningRate", learningRate());
        discriminatorLearningRate().ifPresent(rate -> Require.rate("discriminatorLearningRate", rate));
        Require.positive("halveEveryEpochs", halveEveryEpochs());
        Require.notNegative("reconstructionWeight", reconstructionWeight());
        Require.notNegative("hardNegativeWeight", hardNegativeWeight());
        if (augmentations().stream().distinct().count() < augmentations().size()) {
            throw new IllegalArgumentException(
                    "augmentations is " + augmentations() + ", but each must stand there at most once");
        }
        Require.notNegative("discriminatorHeadStart", discriminatorHeadStart());
        maxIterations().ifPresent(n -> Require.notNegative("maxIterations", n));
    }

    /**
     * 600 epochs of batches of 64, halving every 100: the paper's.
     *
     * @return the plan
     */
    static StagePlan paper() {
        return ImmutableStagePlan.builder().build();
    }

    /**
     * A stage of {@link TrainingPlan#recommended()}, which gives the reasons.
     *
     * @param iterations how long
     * @param batchSize images in a batch
     * @return the plan
     */
    static StagePlan recommended(long iterations, int batchSize) {
        return ImmutableStagePlan.builder()
                .epochs(100_000)
                .halveEveryEpochs(100_000)
                .maxIterations(iterations)
                .batchSize(batchSize)
                .learningRate(1e-4)
                .discriminatorLearningRate(4e-4)
                .gradientPenalty(GradientPenalty.r1(1).withEveryIterations(16))
                .build();
    }
}
