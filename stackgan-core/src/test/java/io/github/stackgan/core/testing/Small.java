package io.github.stackgan.core.testing;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;

/** Models small enough for tests. */
public final class Small {
    public static final int EMBEDDING = 12;

    private Small() {}

    /** Gives every sentence numbers of its own. */
    public record HashEncoder() implements TextEncoder {
        @Override
        public int embeddingSize() {
            return EMBEDDING;
        }

        @Override
        public float[][] encode(List<String> sentences) {
            return sentences.stream()
                    .map(s -> RandomStream.of(1, s, 0).normal(EMBEDDING))
                    .toArray(float[][]::new);
        }

        @Override
        public String fingerprint() {
            return "hash";
        }
    }

    public static Conditioning conditioning() {
        return Conditioning.paper().withSize(6);
    }

    public static Stage1 stage1() {
        return Stage1.paper()
                .withImageSize(16)
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withNoiseSize(5)
                .withDiscriminatorTextSize(6)
                .withConditioning(conditioning());
    }

    public static Stage2 stage2() {
        return Stage2.paper()
                .withImageSize(32)
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(4)
                .withResidualBlocks(1)
                .withDiscriminatorTextSize(6)
                .withConditioning(conditioning());
    }

    public static StackGanSettings settings() {
        return StackGanSettings.of(EMBEDDING, stage1(), List.of(stage2()));
    }

    public static StackGan model(long seed) {
        return StackGan.builder()
                .textEncoder(new HashEncoder())
                .stage1(stage1())
                .stage2(stage2())
                .seed(seed)
                .build();
    }

    public static TrainingPlan plan(long iterations) {
        StagePlan stage = StagePlan.paper().withBatchSize(4).withMaxIterations(iterations);
        return TrainingPlan.paper()
                .withStages(List.of(stage))
                .withSampleEvery(1000)
                .withSampleCount(2);
    }
}
