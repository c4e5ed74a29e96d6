package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import io.github.stackgan.datasets.formats.NumberArray;
import io.github.stackgan.metrics.Oracle;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against torch-fidelity's numbers, oracle/metrics.json. */
class ParityTest {
    private static final double MILLIONTH = 1e-4; // of a percent

    private final Map<String, NumberArray> inputs = Oracle.arrays("metrics.npz");
    private final JsonObject expected = Oracle.json("metrics.json").getAsJsonObject();
    private final FeatureMatrix first = Oracle.matrix(Objects.requireNonNull(inputs.get("f1")));
    private final FeatureMatrix second = Oracle.matrix(Objects.requireNonNull(inputs.get("f2")));

    private double expected(String group, String name) {
        return expected.getAsJsonObject(group).get(name).getAsDouble();
    }

    @Test
    void inception_score() {
        FeatureMatrix logits = Oracle.matrix(Objects.requireNonNull(inputs.get("logits")));
        InceptionScore score = InceptionScore.inOrder(logits.rows(), logits.width(), 10);
        for (int i = 0; i < logits.rows(); i++) {
            score.addLogits(logits.row(i));
        }
        Estimate found = score.score();
        assertThat(found.mean())
                .isCloseTo(expected("isc_no_shuffle", "inception_score_mean"), withinPercentage(MILLIONTH));
        assertThat(found.deviation())
                .isCloseTo(expected("isc_no_shuffle", "inception_score_std"), withinPercentage(MILLIONTH));
    }

    @Test
    void frechet_distance() {
        assertThat(FrechetDistance.between(first, second))
                .isCloseTo(expected("fid", "frechet_inception_distance"), withinPercentage(MILLIONTH));
    }

    @Test
    void kernel_distance() {
        assertThat(KernelDistance.between(first, second))
                .isCloseTo(expected("kid_full", "kernel_inception_distance_mean"), withinPercentage(MILLIONTH));
        Estimate whole = KernelDistance.overSubsets(first, second, 2, 500, 1);
        assertThat(whole.mean())
                .isCloseTo(expected("kid_full", "kernel_inception_distance_mean"), withinPercentage(MILLIONTH));
    }

    /** The reference's first set is the generated one. */
    @Test
    void precision_and_recall() {
        PrecisionRecall found = PrecisionRecall.of(second, first, 3);
        assertThat(found.precision()).isCloseTo(expected("prc", "precision"), withinPercentage(MILLIONTH));
        assertThat(found.recall()).isCloseTo(expected("prc", "recall"), withinPercentage(MILLIONTH));
    }
}
