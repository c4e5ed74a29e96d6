package io.github.stackgan.metrics.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KendallWTest {
    /** Expected numbers: SciPy 1.17.1, friedmanchisquare / (m (n - 1)), which corrects for ties. */
    @Test
    void equals_friedmans_statistic_with_ties() {
        double[][] five = {{1, 2, 3, 4}, {2, 1, 3, 4}, {1, 2.5, 2.5, 4}, {1.5, 1.5, 4, 3}, {1, 3, 2, 4}};
        assertThat(KendallW.of(five).orElseThrow()).isCloseTo(0.7375, within(1e-12));
        double[][] three = {{1.5, 1.5, 3}, {2, 2, 2}, {1, 2.5, 2.5}};
        assertThat(KendallW.of(three).orElseThrow()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void is_one_for_one_order_and_zero_for_opposite_ones() {
        assertThat(KendallW.of(new double[][] {{3, 1, 2}, {3, 1, 2}, {3, 1, 2}}))
                .hasValue(1);
        assertThat(KendallW.of(new double[][] {{1, 2, 3}, {3, 2, 1}})).hasValue(0);
    }

    @Test
    void ties_shared_by_all_leave_agreement_whole() {
        assertThat(KendallW.of(new double[][] {{1.5, 1.5, 3}, {1.5, 1.5, 3}})).hasValue(1);
    }

    @Test
    void is_undefined_where_everything_is_tied() {
        assertThat(KendallW.of(new double[][] {{2, 2, 2}, {2, 2, 2}})).isEmpty();
    }

    /** Under random ranks E[W] = 1/m; over 4,000 trials with m = 5, n = 3 the standard error is 0.0028: allow five. */
    @Test
    void random_raters_give_one_over_their_number() {
        Random random = new Random(1);
        double sum = 0;
        for (int trial = 0; trial < 4000; trial++) {
            double[][] ranks = new double[5][];
            for (int j = 0; j < 5; j++) {
                ranks[j] = KendallW.meanRanks(random.doubles(3).toArray());
            }
            sum += KendallW.of(ranks).orElseThrow();
        }
        assertThat(sum / 4000).isCloseTo(0.2, within(0.014));
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> KendallW.of(new double[][] {{1, 2}}))
                .hasMessageContaining("1 raters of 2 things")
                .hasMessageContaining("at least 2 raters");
        assertThatThrownBy(() -> KendallW.of(new double[][] {{1, 2}, {1, 2, 3}}))
                .hasMessageContaining("Rater 1 ranks 3 things, but rater 0 ranks 2");
        assertThatThrownBy(() -> KendallW.of(new double[][] {{1, 2}, {1, 1}}))
                .hasMessageContaining("Rater 1 gives [1.0, 1.0]");
        assertThatThrownBy(() -> KendallW.of(new double[][] {{1, 2}, {Double.NaN, 1}}))
                .hasMessageContaining("NaN");
    }
}
