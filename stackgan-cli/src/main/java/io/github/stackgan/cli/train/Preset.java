package io.github.stackgan.cli.train;

import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Conditioning.KlReduction;
import io.github.stackgan.settings.Reconstruction;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.Fakes;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.util.List;

/** Sizes and plans to train with. */
public enum Preset {
    /** Minutes on two cores: shows that everything works, not what it can do. */
    TINY(
            400,
            120,
            128,
            small(16, 16, 1),
            small2(16, 8, 1, 1),
            shortPlan(iterations(400, 16, 100), iterations(120, 8, 100))),
    /** The bundled model's recipe, for a GPU. */
    BUNDLED(
            15000,
            8000,
            256,
            small(64, 48, 0.01),
            small2(48, 24, 2, 0.01),
            shortPlan(
                            flatDiscriminator(8000, 64, 15),
                            flatDiscriminator(6000, 24, 4)
                                    .withReconstruction(Reconstruction.weighing(100)
                                            .withJudged(true)
                                            .withWarmUpIterations(1500)))
                    .withEmaDecay(0.999)),
    /** The paper's text. */
    PAPER(10000, 4000, 1024, Stage1.paper(), Stage2.paper(), TrainingPlan.paper()),
    /** The authors' TensorFlow release. */
    TENSORFLOW(10000, 4000, 1024, Stage1.tensorflow(), Stage2.tensorflow(), TrainingPlan.tensorflow()),
    /** The authors' PyTorch release. */
    PYTORCH_COCO(10000, 4000, 1024, Stage1.pytorchCoco(), Stage2.pytorchCoco(), TrainingPlan.pytorchCoco());

    private final int birds;
    private final int textIterations;
    private final int embeddingSize;
    private final Stage1 stage1;
    private final Stage2 stage2;
    private final TrainingPlan plan;

    Preset(int birds, int textIterations, int embeddingSize, Stage1 stage1, Stage2 stage2, TrainingPlan plan) {
        this.birds = birds;
        this.textIterations = textIterations;
        this.embeddingSize = embeddingSize;
        this.stage1 = stage1;
        this.stage2 = stage2;
        this.plan = plan;
    }

    private static Conditioning conditioning(double klWeight) {
        return Conditioning.paper()
                .withSize(64)
                .withKlReduction(KlReduction.MEAN_OVER_DIMENSIONS)
                .withKlWeight(klWeight);
    }

    private static Stage1 small(int gf, int df, double klWeight) {
        return Stage1.paper()
                .withGeneratorChannels(gf)
                .withDiscriminatorChannels(df)
                .withConditioning(conditioning(klWeight));
    }

    private static Stage2 small2(int gf, int df, int residualBlocks, double klWeight) {
        return Stage2.paper()
                .withGeneratorChannels(gf)
                .withDiscriminatorChannels(df)
                .withResidualBlocks(residualBlocks)
                .withConditioning(conditioning(klWeight));
    }

    private static StagePlan iterations(long iterations, int batchSize, int halveEveryEpochs) {
        return StagePlan.paper()
                .withEpochs(100_000)
                .withBatchSize(batchSize)
                .withLearningRate(4e-4)
                .withHalveEveryEpochs(halveEveryEpochs)
                .withMaxIterations(iterations);
    }

    /**
     * With a quarter of the step size and a price on steep answers, the discriminator of images this simple does not
     * run away from the generator.
     */
    private static StagePlan flatDiscriminator(long iterations, int batchSize, int halveEveryEpochs) {
        return iterations(iterations, batchSize, halveEveryEpochs)
                .withDiscriminatorLearningRate(1e-4)
                .withGradientPenalty(0.03);
    }

    private static TrainingPlan shortPlan(StagePlan first, StagePlan second) {
        return TrainingPlan.paper()
                .withStages(List.of(first, second))
                .withWrongPairs(WrongPairs.SHIFTED_BATCH)
                .withFakes(Fakes.SHARED)
                .withSampleEvery(250);
    }

    int birds() {
        return birds;
    }

    int textIterations() {
        return textIterations;
    }

    /** Whether the text encoder then gets embeddings of mean 0 and covariance 1. */
    boolean whitening() {
        return this == BUNDLED;
    }

    int embeddingSize() {
        return embeddingSize;
    }

    Stage1 stage1() {
        return stage1;
    }

    Stage2 stage2() {
        return stage2;
    }

    TrainingPlan plan() {
        return plan;
    }
}
