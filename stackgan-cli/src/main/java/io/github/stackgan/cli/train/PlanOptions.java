package io.github.stackgan.cli.train;

import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Precision;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What {@link Train} changes of a preset's plan. */
final class PlanOptions {
    @Option(
            names = "--iterations",
            split = ",",
            description = "At most so many iterations: one number for all stages, or one for each, as in 9000,6000.")
    private List<Long> iterations = List.of();

    @Option(names = "--batch-size", description = "Images in a batch, of every stage. Default: the preset's")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(
            names = "--rates",
            description = "Multiplies all learning rates, as 0.5 for a model that has been trained before."
                    + " Default: ${DEFAULT-VALUE}")
    private double rates = 1;

    @Option(
            names = "--warm-up",
            description = "Iterations of a refining stage by its reconstruction alone, if the preset has any."
                    + " Default: the preset's")
    private Optional<Long> warmUp = Optional.empty();

    @Option(
            names = "--gradient-penalty",
            description = "What the discriminators pay for steep answers; 0 to polish what was trained with it."
                    + " Default: the preset's")
    private Optional<Double> gradientPenalty = Optional.empty();

    @Option(names = "--precision", description = "FLOAT32 or BFLOAT16. Default: the preset's")
    private Optional<Precision> precision = Optional.empty();

    @Option(
            names = "--checkpoint-every",
            description = "Iterations from one checkpoint to the next. Default: ${DEFAULT-VALUE}")
    private int checkpointEvery = 250;

    @Option(
            names = "--sample-every",
            description = "Iterations from one grid of samples to the next. Default: ${DEFAULT-VALUE}")
    private int sampleEvery = 250;

    /** The plan of a run in a folder. */
    TrainingPlan plan(TrainingPlan preset, Path out) {
        List<StagePlan> stages = preset.stages();
        return preset.withSampleEvery(sampleEvery)
                .withCheckpoints(CheckpointPolicy.in(out.resolve("checkpoints")).withEveryIterations(checkpointEvery))
                .withPrecision(precision.orElse(preset.precision()))
                .withStages(IntStream.range(0, stages.size())
                        .mapToObj(i -> changed(stages.get(i), i))
                        .toList());
    }

    private StagePlan changed(StagePlan stage, int place) {
        OptionalDouble discriminator = stage.discriminatorLearningRate();
        StagePlan scaled =
                stage.withLearningRate(stage.learningRate() * rates).withBatchSize(batchSize.orElse(stage.batchSize()));
        if (discriminator.isPresent()) {
            scaled = scaled.withDiscriminatorLearningRate(discriminator.getAsDouble() * rates);
        }
        if (warmUp.isPresent()) {
            scaled = scaled.withReconstruction(stage.reconstruction().map(r -> r.withWarmUpIterations(warmUp.get())));
        }
        if (gradientPenalty.isPresent()) {
            scaled = scaled.withGradientPenalty(gradientPenalty.get());
        }
        return iterations.isEmpty()
                ? scaled
                : scaled.withMaxIterations(iterations.get(Math.min(place, iterations.size() - 1)));
    }
}
