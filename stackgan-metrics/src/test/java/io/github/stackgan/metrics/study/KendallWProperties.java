package io.github.stackgan.metrics.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KendallWProperties {
    /** For two raters without ties W = (rho + 1) / 2, with Spearman's rho = 1 - 6 sum d^2 / (n^3 - n). */
    @Property(tries = 200)
    void two_raters_give_spearmans_correlation(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int n) {
        Random random = new Random(seed);
        double[] a = KendallW.meanRanks(random.doubles(n).toArray());
        double[] b = KendallW.meanRanks(random.doubles(n).toArray());
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        double rho = 1 - 6 * squares / ((double) n * n * n - n);
        assertThat(KendallW.of(new double[][] {a, b}).orElseThrow()).isCloseTo((rho + 1) / 2, within(1e-12));
    }

    @Property(tries = 200)
    void is_in_range_and_the_same_for_any_order_of_raters(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int n, @ForAll @IntRange(min = 2, max = 12) int m) {
        Random random = new Random(seed);
        double[][] ranks = new double[m][];
        for (int j = 0; j < m; j++) {
            ranks[j] = KendallW.meanRanks(random.ints(n, 0, 4).asDoubleStream().toArray());
        }
        double[][] turned = new double[m][];
        for (int j = 0; j < m; j++) {
            turned[j] = ranks[m - 1 - j];
        }
        assertThat(KendallW.of(turned)).isEqualTo(KendallW.of(ranks));
        KendallW.of(ranks).ifPresent(w -> assertThat(w).isBetween(0.0, 1.0));
    }

    @Property(tries = 100)
    void mean_ranks_keep_their_sum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
        double[] values = new Random(seed).ints(n, 0, 3).asDoubleStream().toArray();
        assertThat(Arrays.stream(KendallW.meanRanks(values)).sum()).isEqualTo(n * (n + 1) / 2.0);
    }
}
