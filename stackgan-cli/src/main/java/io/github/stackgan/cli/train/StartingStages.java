package io.github.stackgan.cli.train;

import io.github.stackgan.StackGan;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds a plan against the stages that a run starts with, before the text encoder is trained. */
final class StartingStages {
    private StartingStages() {}

    /**
     * Refuses a model of which no stage can be taken over, and a stage that neither is taken over nor learns, though
     * one above it does.
     *
     * @param startFrom the model whose stages the run starts with, if any; it has its text encoder with it
     */
    static void requireFits(Optional<Path> startFrom, TrainSettings settings, TrainingPlan plan) {
        int taken = startFrom.map(model -> taken(model, settings)).orElse(0);
        int stages = 1 + settings.refinements().size();
        for (int number = taken + 1; number < stages; number++) {
            if (isIdle(plan, number) && !isIdle(plan, number + 1)) {
                throw new IllegalArgumentException(
                        "Stage " + (number + 1) + " would learn from what an untrained stage "
                                + number + " generates, which is to have 0 iterations"
                                + (startFrom.isEmpty() ? "" : " and has other networks than that of --start-from")
                                + "; train it, or name a model by --start-from whose stage " + number
                                + " has the same settings");
            }
        }
    }

    private static boolean isIdle(TrainingPlan plan, int stage) {
        return plan.stage(stage).maxIterations().equals(OptionalLong.of(0));
    }

    private static int taken(Path model, TrainSettings settings) {
        try (StackGan started = StackGan.load(model)) {
            StackGanSettings its = started.settings();
            int taken = its.stagesInCommon(
                    StackGanSettings.of(its.embeddingSize(), settings.stage1(), settings.refinements()));
            if (taken == 0) {
                throw new IllegalArgumentException("--start-from has a model of which no stage can be taken over,"
                        + " because its Stage-I is " + its.stage1() + ", but the new model's is " + settings.stage1()
                        + "; choose its settings by --set or --preset, or leave out --start-from");
            }
            return taken;
        }
    }
}
