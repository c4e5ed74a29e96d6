package io.github.stackgan.cli.train;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Holds a plan against the stages that a run starts with, before its text encoder is trained.
 *
 * @param startFrom the model whose stages the run starts with, if any
 * @param textEncoder the file of the run's text encoder, if it is not trained here
 */
record StartingStages(Optional<Path> startFrom, Optional<Path> textEncoder) {
    /**
     * Refuses a model of which no stage can be taken over, and a stage that neither is taken over nor learns, though
     * one above it does, or though it is to be the other model's.
     */
    void requireFit(TrainSettings settings, TrainingPlan plan) {
        int stages = settings.stages().size();
        int taken = startFrom.map(model -> taken(model, settings)).orElse(0);
        boolean unchanged =
                startFrom.isPresent() && IntStream.rangeClosed(1, stages).noneMatch(plan::trains);
        for (int number = taken + 1; number <= stages; number++) {
            boolean learnedFrom = number < stages && plan.trains(number + 1);
            if (!plan.trains(number) && (learnedFrom || unchanged)) {
                throw new IllegalArgumentException("Stage " + number + " is to have 0 iterations, and "
                        + (startFrom.isEmpty()
                                ? "there is no --start-from that has it"
                                : "--start-from has none of the same networks")
                        + (learnedFrom
                                ? ", so that stage " + (number + 1) + " would learn from what an untrained one makes"
                                : ", so that it would stay untrained")
                        + "; train it, or name a model by --start-from whose stage " + number
                        + " has the same settings");
            }
        }
    }

    private int taken(Path model, TrainSettings settings) {
        try (StackGan started = opened(model)) {
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

    /** With the run's text encoder where there is one, as the model's own need not be at hand. */
    private StackGan opened(Path model) {
        if (textEncoder.isEmpty()) {
            return StackGan.load(model);
        }
        TextEncoder encoder = TextEncoderFile.read(textEncoder.orElseThrow());
        try {
            return StackGan.load(model, encoder);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }
}
