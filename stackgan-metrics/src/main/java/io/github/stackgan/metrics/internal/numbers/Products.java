package io.github.stackgan.metrics.internal.numbers;

import java.util.stream.IntStream;

/**
 * Products of matrices in double precision, row-major. The inner loops run over neighbouring numbers, which Java turns
 * into vector instructions; each number of a result is summed in one fixed order, whatever the number of threads.
 */
public final class Products {
    private static final int ROWS = 32;
    private static final int COLUMNS = 512;
    private static final int DEPTH = 8;

    private Products() {}

    /** a (m, k) times b (k, n). */
    public static double[] multiply(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[Math.multiplyExact(m, n)];
        IntStream.range(0, (m + ROWS - 1) / ROWS).parallel().forEach(tile -> {
            int to = Math.min(m, (tile + 1) * ROWS);
            for (int left = 0; left < n; left += COLUMNS) {
                int right = Math.min(n, left + COLUMNS);
                for (int depth = 0; depth < k; depth += DEPTH) {
                    for (int i = tile * ROWS; i < to; i++) {
                        slice(a, i * k, depth, Math.min(k, depth + DEPTH), b, n, left, right, c, i * n);
                    }
                }
            }
        });
        return c;
    }

    private static void slice(
            double[] a, int row, int from, int to, double[] b, int n, int left, int right, double[] c, int place) {
        if (to - from == DEPTH) {
            eight(a, row + from, b, from * n, n, left, right, c, place);
            return;
        }
        for (int d = from; d < to; d++) {
            double factor = a[row + d];
            for (int j = left; j < right; j++) {
                c[place + j] += factor * b[d * n + j];
            }
        }
    }

    /** Adds eight rows of b, each times its number in a. */
    public static void eight(
            double[] a, int at, double[] b, int first, int n, int left, int right, double[] c, int place) {
        double a0 = a[at];
        double a1 = a[at + 1];
        double a2 = a[at + 2];
        double a3 = a[at + 3];
        double a4 = a[at + 4];
        double a5 = a[at + 5];
        double a6 = a[at + 6];
        double a7 = a[at + 7];
        int b1 = first + n;
        int b2 = b1 + n;
        int b3 = b2 + n;
        int b4 = b3 + n;
        int b5 = b4 + n;
        int b6 = b5 + n;
        int b7 = b6 + n;
        for (int j = left; j < right; j++) {
            c[place + j] += (a0 * b[first + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j])
                    + (a4 * b[b4 + j] + a5 * b[b5 + j] + a6 * b[b6 + j] + a7 * b[b7 + j]);
        }
    }

    /** a (m, n) as (n, m). */
    public static double[] transpose(double[] a, int m, int n) {
        double[] result = new double[a.length];
        for (int top = 0; top < m; top += ROWS) {
            for (int left = 0; left < n; left += ROWS) {
                for (int i = top; i < Math.min(m, top + ROWS); i++) {
                    for (int j = left; j < Math.min(n, left + ROWS); j++) {
                        result[j * m + i] = a[i * n + j];
                    }
                }
            }
        }
        return result;
    }

    /** The squared length of every row of (m, n). */
    public static double[] squares(double[] a, int m, int n) {
        double[] result = new double[m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                result[i] += a[i * n + j] * a[i * n + j];
            }
        }
        return result;
    }
}
