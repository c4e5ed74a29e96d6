package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * How a stack of stages is trained, lowest stage first (paper section 3.5).
 *
 * <p>The defaults are {@link #paper()}'s.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface TrainingPlan extends WithTrainingPlan {
    /** Where the real images with wrong text come from. */
    enum WrongPairs {
        /** An image of another class for every caption, as the TensorFlow release. */
        OTHER_CLASS,
        /** Image i with the text of image i + 1 of the batch, the last pair dropped, as the PyTorch release. */
        SHIFTED_BATCH
    }

    /** Whether the generator is updated on the images that the discriminator has just seen. */
    enum Fakes {
        /** The same images serve both updates, as the PyTorch release. */
        SHARED,
        /** New noise for the generator's update. */
        REDRAWN
    }

    /** How much of an image an iteration sees. */
    enum Crop {
        /** A square of 16/19 of its width, anywhere, as both releases: what is generated is framed as closely. */
        RANDOM,
        /** All of it: what is generated is framed as the images are. */
        NONE;

        /**
         * The images that training asks a dataset for.
         *
         * @param side width and height of what a stage learns from
         * @return 19/16 of it with RANDOM, such as 76 for 64 and 304 for 256; the same with NONE
         */
        public int sideBefore(int side) {
            return this == RANDOM ? side * 19 / 16 : side;
        }
    }

    /** What batch normalisation in the frozen stages normalises by while a stage above them trains. */
    enum FrozenStages {
        /** The running statistics, as when generating: the stages stay exactly as they are. */
        RUNNING_STATISTICS,
        /** Each batch's own, which go on moving the running ones, as the PyTorch release. */
        BATCH_STATISTICS
    }

    /**
     * One plan for each stage, lowest first; a stack with more stages repeats the last.
     *
     * @return at least one plan
     */
    List<StagePlan> stages();

    /**
     * Where real images with a wrong text come from. Default OTHER_CLASS.
     *
     * @return by default OTHER_CLASS
     */
    default WrongPairs wrongPairs() {
        return WrongPairs.OTHER_CLASS;
    }

    /**
     * Whether the generator is updated on the images that the discriminator has just seen. Default REDRAWN: on new
     * ones.
     *
     * @return by default REDRAWN
     */
    default Fakes fakes() {
        return Fakes.REDRAWN;
    }

    /**
     * What batch normalisation in the frozen stages normalises by. Default RUNNING_STATISTICS, which leaves them as
     * they are.
     *
     * @return by default RUNNING_STATISTICS
     */
    default FrozenStages frozenStages() {
        return FrozenStages.RUNNING_STATISTICS;
    }

    /**
     * How much of an image an iteration sees. Default RANDOM, a part of it, which shows few images in more ways and
     * cuts their subjects off; try NONE where there are many images or a subject should be seen whole.
     *
     * @return by default RANDOM
     */
    default Crop crop() {
        return Crop.RANDOM;
    }

    /**
     * How many captions of an image are sampled, whose embeddings are averaged. Default 1; the TensorFlow release takes
     * 4.
     *
     * @return at least 1; by default 1
     */
    default int captionsPerImage() {
        return 1;
    }

    /**
     * Adam's decay of the first moment. Default 0.5.
     *
     * @return in [0, 1); by default 0.5
     */
    default double beta1() {
        return 0.5;
    }

    /**
     * Adam's decay of the second moment. Default 0.999.
     *
     * @return in [0, 1); by default 0.999
     */
    default double beta2() {
        return 0.999;
    }

    /**
     * Weight of GAN-INT: the generator's adversarial loss for embeddings halfway between neighbours of the batch, with
     * the batch's own noise (Reed et al., ICML 2016, equation 5 with beta 1/2). Default 0 (off). Try 1.
     *
     * @return at least 0; by default 0, and then nothing is computed for it
     */
    default double interpolationWeight() {
        return 0;
    }

    /**
     * Bits of feature maps in both networks while they learn; weights, statistics, losses and Adam's state keep 32.
     * Default FLOAT32. With AUTO a run that goes on elsewhere may go on in other bits.
     *
     * @return by default FLOAT32
     */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /**
     * Decay of the exponential moving average of the generator's weights, which generates samples and is what a
     * finished stage keeps. Default none. Try 0.999.
     *
     * @return in [0, 1), or empty for none; by default empty
     */
    OptionalDouble emaDecay();

    /**
     * Iterations from one set of samples to the next. Default 500.
     *
     * @return at least 1; by default 500
     */
    default long sampleEvery() {
        return 500;
    }

    /**
     * Captions that the samples show, the same every time. Default 8.
     *
     * @return at least 2; by default 8
     */
    default int sampleCount() {
        return 8;
    }

    /**
     * Where snapshots are kept, and how many. Default none.
     *
     * @return the policy, or empty for none; by default empty
     */
    @Gson.Ignore
    Optional<CheckpointPolicy> checkpoints();

    /**
     * The plan of one stage.
     *
     * @param stage 1 for Stage-I
     * @return its plan
     */
    default StagePlan stage(int stage) {
        Require.positive("stage", stage);
        return stages().get(Math.min(stage, stages().size()) - 1);
    }

    /**
     * Whether a stage learns at all, or {@linkplain StagePlan#maxIterations stays as it is}.
     *
     * @param stage 1 for Stage-I
     * @return false if its plan has 0 iterations
     */
    default boolean trains(int stage) {
        return !stage(stage).maxIterations().equals(OptionalLong.of(0));
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.positive("number of stages", stages().size());
        if (stage(1).reconstructionWeight() > 0) {
            throw new IllegalArgumentException("stages[0].reconstructionWeight is "
                    + stage(1).reconstructionWeight()
                    + ", but must be 0: Stage-I reads no images; give the stages above it a plan of their own");
        }
        Require.positive("captionsPerImage", captionsPerImage());
        Require.fraction("beta1", beta1());
        Require.fraction("beta2", beta2());
        Require.notNegative("interpolationWeight", interpolationWeight());
        emaDecay().ifPresent(d -> Require.fraction("emaDecay", d));
        Require.positive("sampleEvery", sampleEvery());
        if (sampleCount() < 2) {
            throw new IllegalArgumentException("sampleCount is " + sampleCount() + ", but must be at least 2");
        }
    }

    /**
     * 600 epochs each, batches of 64, halving every 100 (paper section 3.5).
     *
     * @return the plan
     */
    static TrainingPlan paper() {
        return ImmutableTrainingPlan.builder().addStages(StagePlan.paper()).build();
    }

    /**
     * The best of twelve plans in our comparison of Stage-I at equal processor time, and what then made small parts
     * follow the text, for discriminators without batch normalisation ({@link Stage1#recommended()}). Beside the
     * paper's losses it has
     *
     * <ul>
     *   <li>R1 of weight 1 in every 16th iteration, in Stage-II in every eighth: it keeps the discriminator from ever
     *       steeper answers, which would teach the generator fine patterns, and costs little;
     *   <li>learning rates of 2e-4 for the generator and 4e-4 for the discriminator, which so stays ahead; in Stage-II,
     *       whose batches are small, 2e-4 for both;
     *   <li>hard negatives of weight 1 in Stage-I, without which small parts hardly follow the text; they need an
     *       encoder that reads new texts;
     *   <li>a moving average of the generator's weights, decay 0.999, in which the unrest of single iterations cancels;
     *   <li>images whole, not cropped at random: what is generated is then framed as they are, and the discriminator
     *       has one framing to know; for few images, take {@link Crop#RANDOM};
     *   <li>wrong pairs and generated images shared by both updates, as the PyTorch release, which save a pass;
     *   <li>no halving, and iterations in place of epochs: 46,000 batches of 24, then 1,500 of 8, for few images or
     *       many;
     *   <li>{@link StagePlan#reconstructionWeight} of 100 in Stage-II, which mends Stage-I's outlines within hundreds
     *       of iterations in place of thousands.
     * </ul>
     *
     * @return the plan
     */
    static TrainingPlan recommended() {
        return ImmutableTrainingPlan.builder()
                .addStages(
                        StagePlan.recommended(46_000, 24).withLearningRate(2e-4).withHardNegativeWeight(1),
                        StagePlan.recommended(1500, 8)
                                .withLearningRate(2e-4)
                                .withDiscriminatorLearningRate(2e-4)
                                .withGradientPenalty(GradientPenalty.r1(1).withEveryIterations(8))
                                .withReconstructionWeight(100))
                .wrongPairs(WrongPairs.SHIFTED_BATCH)
                .fakes(Fakes.SHARED)
                .crop(Crop.NONE)
                .emaDecay(0.999)
                .build();
    }

    /**
     * As the TensorFlow release: Stage-I halves every 50 epochs, the embeddings of four captions are averaged.
     *
     * @return the plan
     */
    static TrainingPlan tensorflow() {
        return ImmutableTrainingPlan.builder()
                .addStages(StagePlan.paper().withHalveEveryEpochs(50), StagePlan.paper())
                .captionsPerImage(4)
                .build();
    }

    /**
     * As GAN-INT-CLS (Reed et al., ICML 2016): 600 epochs of batches of 64, interpolation between embeddings with
     * weight 1; the learning rate halves every 100 epochs, as the authors' release does.
     *
     * @return the plan
     */
    static TrainingPlan ganIntCls() {
        return paper().withInterpolationWeight(1);
    }

    /**
     * As GAWWN (Reed et al., NIPS 2016): 600 epochs of batches of 16, halving every 100, the embeddings of four
     * captions averaged, wrong pairs within the batch, generated images shared by both updates.
     *
     * @return the plan
     */
    static TrainingPlan gawwn() {
        return ImmutableTrainingPlan.builder()
                .addStages(StagePlan.paper().withBatchSize(16))
                .wrongPairs(WrongPairs.SHIFTED_BATCH)
                .fakes(Fakes.SHARED)
                .captionsPerImage(4)
                .build();
    }

    /**
     * As the PyTorch release for COCO: 120 epochs each, batches of 128 and 40, halving every 20, shifted wrong pairs,
     * shared fakes.
     *
     * @return the plan
     */
    static TrainingPlan pytorchCoco() {
        StagePlan stage1 =
                StagePlan.paper().withEpochs(120).withHalveEveryEpochs(20).withBatchSize(128);
        return ImmutableTrainingPlan.builder()
                .addStages(stage1, stage1.withBatchSize(40))
                .wrongPairs(WrongPairs.SHIFTED_BATCH)
                .fakes(Fakes.SHARED)
                .frozenStages(FrozenStages.BATCH_STATISTICS)
                .build();
    }
}
