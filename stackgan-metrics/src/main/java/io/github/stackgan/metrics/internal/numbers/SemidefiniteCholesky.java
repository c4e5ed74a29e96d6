package io.github.stackgan.metrics.internal.numbers;

import java.util.stream.IntStream;

/**
 * S = L L^T of a covariance that may lack rank: the next row to be eliminated is the one with the most variance left,
 * and the work ends when none has any (Higham, <i>Analysis of the Cholesky Decomposition of a Semi-definite Matrix</i>,
 * 1990).
 *
 * @param transposed L^T (rank, n), row by row
 * @param rank how many columns L has
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one method of its only user
public record SemidefiniteCholesky(double[] transposed, int rank) {
    private static final double ROUNDING = 0x1p-52;
    private static final int PARALLEL_FROM = 1 << 18;
    private static final int GROUP = 8;

    /** Decomposes (n, n), which stays as it is. */
    public static SemidefiniteCholesky of(double[] covariance, int n) {
        double[] factor = new double[n * n];
        double[] left = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            left[i] = covariance[i * n + i];
            largest = Math.max(largest, left[i]);
        }
        int rank = 0;
        while (rank < n) {
            int pivot = place(left);
            if (!(left[pivot] > largest * ROUNDING * n)) {
                break;
            }
            eliminate(covariance, factor, rank, pivot, n);
            double root = Math.sqrt(left[pivot]);
            int row = rank * n;
            for (int j = 0; j < n; j++) {
                factor[row + j] /= root;
                left[j] -= factor[row + j] * factor[row + j];
            }
            // What is done never comes up again.
            left[pivot] = Double.NEGATIVE_INFINITY;
            rank++;
        }
        return new SemidefiniteCholesky(java.util.Arrays.copyOf(factor, rank * n), rank);
    }

    private static int place(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** The pivot's row of the covariance less what the rows before explain of it. */
    private static void eliminate(double[] covariance, double[] factor, int rank, int pivot, int n) {
        System.arraycopy(covariance, pivot * n, factor, rank * n, n);
        double[] weights = new double[rank + GROUP];
        for (int k = 0; k < rank; k++) {
            weights[k] = -factor[k * n + pivot];
        }
        int columns = (long) rank * n > PARALLEL_FROM ? 256 : n;
        IntStream tiles = IntStream.range(0, (n + columns - 1) / columns);
        (columns < n ? tiles.parallel() : tiles).forEach(tile -> {
            int from = tile * columns;
            int to = Math.min(n, from + columns);
            int k = 0;
            for (; k + GROUP <= rank; k += GROUP) {
                Products.eight(weights, k, factor, k * n, n, from, to, factor, rank * n);
            }
            for (; k < rank; k++) {
                for (int j = from; j < to; j++) {
                    factor[rank * n + j] += weights[k] * factor[k * n + j];
                }
            }
        });
    }
}
