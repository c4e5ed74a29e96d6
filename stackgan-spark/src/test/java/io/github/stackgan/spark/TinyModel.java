package io.github.stackgan.spark;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;

/** A stack of two stages that is as small as one can be. */
final class TinyModel {
    static final int EMBEDDING = 8;

    private TinyModel() {}

    static StackGanSettings settings() {
        Conditioning conditioning = Conditioning.paper().withSize(4);
        Stage1 first = Stage1.paper()
                .withImageSize(16)
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withNoiseSize(5)
                .withDiscriminatorTextSize(6)
                .withConditioning(conditioning);
        Stage2 second = Stage2.paper()
                .withImageSize(32)
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withResidualBlocks(1)
                .withDiscriminatorTextSize(6)
                .withConditioning(conditioning);
        return StackGanSettings.of(EMBEDDING, first, List.of(second)).withSeed(5);
    }

    static StackGan untrained() {
        return untrained(new HashEncoder());
    }

    static StackGan untrained(TextEncoder encoder) {
        StackGanSettings settings = settings();
        return StackGan.builder()
                .textEncoder(encoder)
                .stage1(settings.stage1())
                .stage2(settings.refinements().get(0))
                .seed(settings.seed())
                .build();
    }

    /** Iterations of both stages. */
    static TrainingPlan plan(long iterations) {
        StagePlan stage = StagePlan.paper().withBatchSize(4).withMaxIterations(iterations);
        return TrainingPlan.paper().withStages(List.of(stage)).withSampleCount(2);
    }
}
