package io.github.stackgan.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.Losses;
import io.github.stackgan.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuBudgetTest {
    @TempDir
    private Path folder;

    private double now;

    private CpuBudget budget() {
        return CpuBudget.by(() -> now, folder.resolve("cpu.txt"), 10);
    }

    private void train(CpuBudget budget, long from, long to) {
        budget.onStageStart(new TrainingListener.StageStart(1, 1, from, 1000, 4));
        for (long i = from + 1; i <= to; i++) {
            now++;
            budget.onIteration(new TrainingListener.Iteration(
                    1, i, 1, 1e-4, new Losses(Map.of("generator", 1f)), Duration.ZERO, Duration.ZERO));
        }
    }

    @Test
    void a_training_ends_at_the_first_checkpoint_after_its_time() {
        CpuBudget budget = budget();
        train(budget, 0, 9);
        assertThatCode(() -> budget.onCheckpoint(folder)).doesNotThrowAnyException();
        assertThat(budget.exhausted()).isFalse();
        train(budget, 9, 12);
        assertThatThrownBy(() -> budget.onCheckpoint(folder)).isInstanceOf(CpuBudget.Exhausted.class);
        assertThat(budget.exhausted()).isTrue();
        assertThat(budget.spent()).isEqualTo(new CpuBudget.Spent(12, 12));
    }

    /** What was done after the last checkpoint is done again, and costs nothing twice. */
    @Test
    void a_stopped_training_has_what_was_left_at_its_last_checkpoint() {
        CpuBudget first = budget();
        train(first, 0, 4);
        first.onCheckpoint(folder);
        train(first, 4, 7);
        now = 100;
        CpuBudget second = budget();
        train(second, 4, 9);
        second.onCheckpoint(folder);
        assertThat(second.spent()).isEqualTo(new CpuBudget.Spent(9, 9));
    }

    @Test
    void a_broken_file_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("cpu.txt"), "half");
        assertThatThrownBy(() -> CpuBudget.Spent.read(file))
                .hasMessageContaining(file + " should hold seconds and iterations; delete its folder");
    }
}
