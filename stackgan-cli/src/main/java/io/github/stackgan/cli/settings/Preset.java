package io.github.stackgan.cli.settings;

import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Conditioning.KlReduction;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.Fakes;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.util.List;
import java.util.function.IntFunction;

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
    /** An hour on two cores: for images of one's own, some hundred or thousand. */
    OWN(OwnImages::settings),
    /** Hours on two cores: the best plan of our comparison. */
    RECOMMENDED(20_000, 12_000, 256, Stage1.recommended(), Stage2.recommended(), TrainingPlan.recommended()),
    /** The paper's text. */
    PAPER(10000, 4000, 1024, Stage1.paper(), Stage2.paper(), TrainingPlan.paper()),
    /** The authors' TensorFlow release. */
    TENSORFLOW(10000, 4000, 1024, Stage1.tensorflow(), Stage2.tensorflow(), TrainingPlan.tensorflow()),
    /** The authors' PyTorch release. */
    PYTORCH_COCO(10000, 4000, 1024, Stage1.pytorchCoco(), Stage2.pytorchCoco(), TrainingPlan.pytorchCoco()),
    /** GAWWN, told a box; give the dataset --anywhere. */
    GAWWN_BOX(10000, 4000, 1024, Stage1.gawwnBox(), TrainingPlan.gawwn()),
    /** GAWWN, told where a bird's parts are; give the dataset --anywhere. */
    GAWWN_KEY_POINTS(10000, 4000, 1024, Stage1.gawwnKeyPoints(), TrainingPlan.gawwn());

    private final IntFunction<TrainSettings> settings;

    Preset(IntFunction<TrainSettings> settings) {
        this.settings = settings;
    }

    Preset(int birds, int textIterations, int embeddingSize, Stage1 stage1, Stage2 stage2, TrainingPlan plan) {
        this(birds, textIterations, embeddingSize, stage1, List.of(stage2), plan);
    }

    Preset(int birds, int textIterations, int embeddingSize, Stage1 stage1, TrainingPlan plan) {
        this(birds, textIterations, embeddingSize, stage1, List.of(), plan);
    }

    Preset(
            int birds,
            int textIterations,
            int embeddingSize,
            Stage1 stage1,
            List<Stage2> refinements,
            TrainingPlan plan) {
        TextEncoderSettings text = new TextEncoderSettings(
                TextEncoderKind.CHAR_CNN_RNN,
                embeddingSize,
                textIterations,
                plan.emaDecay().isPresent());
        TrainSettings fixed = new TrainSettings(birds, text, stage1, refinements, plan);
        settings = images -> fixed;
    }

    /**
     * What it stands for.
     *
     * @param images how many images are trained on
     */
    public TrainSettings settings(int images) {
        return settings.apply(images);
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

    private static TrainingPlan shortPlan(StagePlan first, StagePlan second) {
        return TrainingPlan.paper()
                .withStages(List.of(first, second))
                .withWrongPairs(WrongPairs.SHIFTED_BATCH)
                .withFakes(Fakes.SHARED)
                .withSampleEvery(250);
    }
}
