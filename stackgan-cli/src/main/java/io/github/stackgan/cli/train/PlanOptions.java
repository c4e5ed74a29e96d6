package io.github.stackgan.cli.train;

import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Precision;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What {@link Train} changes of a preset's plan. */
final class PlanOptions {
    @Option(
            names = "--iterations",
            split = ",",
            description = "At most so many iterations: one number for all stages, or one for each, as in 9000,6000.")
    private List<Long> iterations = List.of();

    @Option(names = "--batch-size", description = "Images in a batch, of every stage. Default: the settings'")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(names = "--precision", description = "AUTO, FLOAT32 or BFLOAT16. Default: the settings'")
    private Optional<Precision> precision = Optional.empty();

    @Option(
            names = "--checkpoint-every",
            description = "Iterations from one checkpoint to the next. Default: ${DEFAULT-VALUE}")
    private int checkpointEvery = 250;

    @Option(
            names = "--sample-every",
            description = "Iterations from one grid of samples to the next. Default: the settings'")
    private Optional<Long> sampleEvery = Optional.empty();

    /**
     * The plan of a run in a folder.
     *
     * @param stages how many there are
     * @throws IllegalArgumentException if there are more iterations than stages
     */
    TrainingPlan plan(TrainingPlan preset, int stages, Path out) {
        if (iterations.size() > stages) {
            throw new IllegalArgumentException("--iterations has " + iterations.size() + " numbers, " + iterations
                    + ", but the settings have " + stages + (stages == 1 ? " stage" : " stages")
                    + "; give one for each, or one for all");
        }
        int plans = Math.max(preset.stages().size(), iterations.size());
        return preset.withSampleEvery(sampleEvery.orElse(preset.sampleEvery()))
                .withCheckpoints(CheckpointPolicy.in(out.resolve("checkpoints")).withEveryIterations(checkpointEvery))
                .withPrecision(precision.orElse(preset.precision()))
                .withStages(IntStream.range(0, plans)
                        .mapToObj(i -> changed(preset.stage(i + 1), i))
                        .toList());
    }

    private StagePlan changed(StagePlan stage, int place) {
        StagePlan changed = stage.withBatchSize(batchSize.orElse(stage.batchSize()));
        return iterations.isEmpty()
                ? changed
                : changed.withMaxIterations(iterations.get(Math.min(place, iterations.size() - 1)));
    }
}
