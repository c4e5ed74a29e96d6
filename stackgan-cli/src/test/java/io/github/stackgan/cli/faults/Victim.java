package io.github.stackgan.cli.faults;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.report.LossLog;
import io.github.stackgan.core.report.SampleGridListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.PreparedImages;
import io.github.stackgan.metrics.evaluation.Evaluation;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A program that does one thing on a very small scale, and goes on where it was stopped. */
final class Victim {
    /** What it says when the engine is up and the work begins. */
    static final String BEGINS = "the work begins";

    /** Iterations between checkpoints. */
    static final int INTERVAL = 3;

    static final int ITERATIONS = 10;

    /** What the program does. */
    enum Work {
        TRAIN,
        SAVE,
        PREPARE,
        EVALUATE;

        /** Every file that must be there in the end, and have the same bits whether the program was killed or not. */
        List<String> results() {
            return switch (this) {
                case TRAIN -> List.of("model.safetensors");
                case SAVE -> List.of("a.safetensors", "b.safetensors", "encoder.safetensors");
                case PREPARE -> List.of("prepared/48.pictures", "prepared/96.pictures");
                case EVALUATE -> List.of("figures.txt", "features/samples-features.f32");
            };
        }
    }

    private Victim() {}

    /** The work's name and its folder. */
    public static void main(String[] args) throws Exception {
        run(Work.valueOf(args[0]), Path.of(args[1]));
    }

    static void run(Work work, Path folder) throws Exception {
        Files.createDirectories(folder);
        if (work == Work.PREPARE) {
            begin();
            PreparedImages.in(folder.resolve("prepared"), birds(48), ProgressListener.none(), 48, 96);
            return;
        }
        try (StackGan gan = model()) {
            // The engine starts with the first image.
            gan.generate("a bird");
            begin();
            switch (work) {
                case TRAIN -> train(gan, folder);
                case SAVE -> save(gan, folder);
                default -> evaluate(gan, folder);
            }
        }
    }

    private static void begin() {
        System.out.println(BEGINS);
    }

    static CaptionedImages birds(int count) {
        return SyntheticBirds.train(1, count);
    }

    private static TextEncoder encoder() {
        return CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1);
    }

    static StackGan model() {
        Conditioning conditioning = Conditioning.paper().withSize(6);
        return StackGan.builder()
                .textEncoder(encoder())
                .stage1(Stage1.paper()
                        .withImageSize(16)
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withNoiseSize(5)
                        .withDiscriminatorTextSize(6)
                        .withConditioning(conditioning))
                .stage2(Stage2.paper()
                        .withImageSize(32)
                        .withGeneratorChannels(4)
                        .withDiscriminatorChannels(4)
                        .withResidualBlocks(1)
                        .withDiscriminatorTextSize(6)
                        .withConditioning(conditioning))
                .seed(1)
                .build();
    }

    private static void train(StackGan gan, Path folder) {
        TrainingPlan plan = TrainingPlan.paper()
                .withStages(List.of(StagePlan.paper().withBatchSize(4).withMaxIterations(ITERATIONS)))
                .withSampleEvery(4)
                .withSampleCount(2)
                .withCheckpoints(CheckpointPolicy.in(folder.resolve("checkpoints"))
                        .withEveryIterations(INTERVAL)
                        .withKeep(2));
        gan.train(
                birds(12),
                plan,
                LossLog.to(folder.resolve("losses.jsonl")),
                SampleGridListener.in(folder.resolve("samples")));
        gan.save(folder.resolve("model.safetensors"));
    }

    /** Again and again over what is there, as long as a training's end takes. */
    private static void save(StackGan gan, Path folder) {
        for (int i = 0; i < 20; i++) {
            gan.save(folder.resolve("a.safetensors"));
            gan.save(folder.resolve("b.safetensors"));
            ((CharCnnRnn) encoder()).save(folder.resolve("encoder.safetensors"));
        }
    }

    private static void evaluate(StackGan gan, Path folder) throws Exception {
        try (AttributeClassifier classifier = AttributeClassifier.ofSyntheticBirds()) {
            EvaluationReport report = Evaluation.of(gan)
                    .on(birds(24))
                    .with(classifier)
                    .attributesBy(classifier)
                    .samples(24)
                    .splits(2)
                    .seed(5)
                    .in(folder.resolve("features"))
                    .run();
            report.save(folder.resolve("report.json"));
            StringBuilder figures = new StringBuilder();
            report.figures()
                    .forEach((name, value) -> figures.append(String.format(Locale.ROOT, "%s %s%n", name, value)));
            Path file = folder.resolve("figures.txt");
            try {
                Files.writeString(file, figures);
            } catch (IOException e) {
                throw new StackGanException(file + " cannot be written", e);
            }
        }
    }
}
