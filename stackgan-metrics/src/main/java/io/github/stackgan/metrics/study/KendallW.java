package io.github.stackgan.metrics.study;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Kendall's coefficient of concordance: how far several raters agree in ranking the same things, from 0 (not at all) to
 * 1 (they all give the same order) (Kendall and Babington Smith, <i>The problem of m rankings</i>, Annals of
 * Mathematical Statistics 10, 1939; the correction for ties is that of Kendall, <i>Rank Correlation Methods</i>,
 * chapter 6).
 *
 * <p>Raters who answer at random do not give 0 on average, but one over their number.
 *
 * @since 0.1.0
 */
public final class KendallW {
    private KendallW() {}

    /**
     * With R_i the sum of thing i's ranks over m raters of n things, S the sum of squared deviations of R_i from their
     * mean, and T_j the sum of t^3 - t over rater j's groups of t tied things: W = 12 S / (m^2 (n^3 - n) - m (T_1 + ...
     * + T_m)).
     *
     * @param ranks for every rater the rank of every thing (m at least 2, n at least 2), from 1; tied things share the
     *     mean of the ranks that they cover, as {@link #meanRanks} gives them
     * @return a number in [0, 1], or empty if every rater ties everything, for then there is no order to agree on
     * @throws IllegalArgumentException if there are too few raters or things, the lengths differ, or a row is no
     *     ranking
     */
    public static OptionalDouble of(double[][] ranks) {
        int m = ranks.length;
        int n = m == 0 ? 0 : ranks[0].length;
        if (m < 2 || n < 2) {
            throw new IllegalArgumentException("There are " + m + " raters of " + n
                    + " things, but agreement needs at least 2 raters and at least 2 things");
        }
        double[] sums = new double[n];
        double ties = 0;
        for (int j = 0; j < m; j++) {
            requireRanking(j, ranks[j], n);
            for (int i = 0; i < n; i++) {
                sums[i] += ranks[j][i];
            }
            ties += ties(ranks[j]);
        }
        double mean = m * (n + 1) / 2.0;
        double s = Arrays.stream(sums).map(r -> (r - mean) * (r - mean)).sum();
        double most = (double) m * m * ((double) n * n * n - n) - m * ties;
        return most == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, 12 * s / most));
    }

    /**
     * Ranks by value, the smallest first; equal values share the mean of the ranks that they cover.
     *
     * @param values finite numbers
     * @return for every value its rank, from 1
     * @throws IllegalArgumentException if a value is not finite
     */
    public static double[] meanRanks(double... values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("Value " + i + " is " + values[i] + ", but must be finite");
            }
            double below = 0;
            double equal = 0;
            for (double other : values) {
                below += other < values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
            }
            ranks[i] = below + (equal + 1) / 2;
        }
        return ranks;
    }

    private static void requireRanking(int rater, double[] ranks, int n) {
        if (ranks.length != n) {
            throw new IllegalArgumentException(
                    "Rater " + rater + " ranks " + ranks.length + " things, but rater 0 ranks " + n);
        }
        if (!Arrays.equals(ranks, meanRanks(ranks))) {
            throw new IllegalArgumentException("Rater " + rater + " gives " + Arrays.toString(ranks)
                    + ", which are no ranks from 1 to " + n + " with ties at their mean rank");
        }
    }

    private static double ties(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
            from = to;
        }
        return sum;
    }
}
