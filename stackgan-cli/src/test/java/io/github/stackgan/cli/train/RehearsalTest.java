package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final TrainSettings TINY = Preset.TINY.settings(60);

    @TempDir
    private Path folder;

    private List<String> told(long iterations) {
        return told(iterations, 7);
    }

    private List<String> told(long first, long second) {
        TrainingPlan plan = TINY.plan()
                .withStages(
                        TINY.plan().stage(1).withMaxIterations(first),
                        TINY.plan().stage(2).withMaxIterations(second))
                .withCheckpoints(CheckpointPolicy.in(folder.resolve("checkpoints")));
        return Rehearsal.of(SyntheticShapes.of(1, 60), TINY, plan, folder.resolve("rehearsal"));
    }

    @Test
    void a_long_training_is_told_how_long_each_stage_takes_and_what_it_keeps() {
        assertThat(told(100_000_000L))
                .hasSize(2)
                .satisfiesExactly(
                        time -> assertThat(time)
                                .containsPattern(
                                        "stage 1 takes about [\\d.]+ (hours|min), stage 2 takes about [\\d.]+ (hours|min)"),
                        room -> assertThat(room).containsPattern("3 checkpoints of up to 0\\.0[0-9] GB; \\d+ GB"));
        assertThat(folder).as("nothing is left").isEmptyDirectory();
    }

    @Test
    void a_stage_that_stays_as_it_is_takes_no_time() {
        assertThat(told(0, 100_000_000L).get(0)).contains("stage 2 takes about").doesNotContain("stage 1");
    }

    @Test
    void a_short_training_begins_at_once() {
        assertThat(told(10)).isEmpty();
    }
}
