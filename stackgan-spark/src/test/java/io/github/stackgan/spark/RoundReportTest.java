package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.Losses;
import io.github.stackgan.TrainingListener.Iteration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundReportTest {
    private static RoundReport of(Losses... iterations) {
        RoundReport.Listener listener = new RoundReport.Listener();
        for (int i = 0; i < iterations.length; i++) {
            listener.onIteration(new Iteration(1, i + 1, 1, 0.1, iterations[i], Duration.ZERO, Duration.ZERO));
        }
        return listener.report();
    }

    @Test
    void a_loss_is_the_mean_of_the_iterations_that_have_it() {
        Losses often = new Losses(Map.of("discriminator", 1f));
        Losses seldom = new Losses(Map.of("discriminator", 3f, "gradientPenalty", 6f));
        RoundReport report = of(often, seldom);
        report.add(of(often, often));
        Losses means = report.iteration(1, 2, Duration.ZERO).losses();
        assertThat(means.get("discriminator")).isEqualTo(1.5f);
        assertThat(means.get("gradientPenalty")).isEqualTo(6f);
    }
}
