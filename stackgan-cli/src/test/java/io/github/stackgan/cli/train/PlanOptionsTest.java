package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Precision;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PlanOptionsTest {
    private static final Path OUT = Path.of("run");

    @Command
    private static final class Holder {
        @Mixin
        private PlanOptions options = new PlanOptions();
    }

    private static TrainingPlan plan(Preset preset, String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.options.plan(preset.settings(300).plan(), 2, OUT);
    }

    @Test
    void without_options_a_plan_is_the_presets_with_checkpoints() {
        TrainingPlan plan = plan(Preset.RECOMMENDED);
        assertThat(plan.withCheckpoints(Optional.empty()))
                .isEqualTo(Preset.RECOMMENDED.settings(300).plan());
        assertThat(plan.checkpoints().map(CheckpointPolicy::directory)).contains(OUT.resolve("checkpoints"));
    }

    @Test
    void every_stage_can_have_iterations_of_its_own() {
        assertThat(plan(Preset.TINY, "--iterations", "30,10").stages().stream().map(StagePlan::maxIterations))
                .containsExactly(OptionalLong.of(30), OptionalLong.of(10));
        assertThat(plan(Preset.TINY, "--iterations", "7").stages().stream().map(StagePlan::maxIterations))
                .containsExactly(OptionalLong.of(7), OptionalLong.of(7));
    }

    @Test
    void more_numbers_than_stages_are_refused() {
        assertThatThrownBy(() -> plan(Preset.TINY, "--iterations", "30,10,5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--iterations has 3 numbers, [30, 10, 5], but the settings have 2 stages; give one for each,"
                                + " or one for all");
    }

    @Test
    void a_second_number_counts_where_the_preset_has_one_plan_for_all_stages() {
        assertThat(plan(Preset.PAPER, "--iterations", "2,1").stages().stream().map(StagePlan::maxIterations))
                .containsExactly(OptionalLong.of(2), OptionalLong.of(1));
    }

    @Test
    void the_rest_is_taken_as_said() {
        TrainingPlan plan = plan(
                Preset.RECOMMENDED,
                "--batch-size",
                "4",
                "--precision",
                "BFLOAT16",
                "--checkpoint-every",
                "11",
                "--sample-every",
                "12");
        assertThat(plan.stages()).allMatch(stage -> stage.batchSize() == 4);
        assertThat(plan.precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(plan.checkpoints().orElseThrow().everyIterations()).isEqualTo(11);
        assertThat(plan.sampleEvery()).isEqualTo(12);
    }
}
