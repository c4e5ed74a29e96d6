package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import java.util.Arrays;

/**
 * Improved precision and recall (Kynkaanniemi et al., NeurIPS 2019): precision is the part of generated images that lie
 * within reach of a real one, recall the part of real images within reach of a generated one; an image reaches as far
 * as its k-th nearest neighbour in its own set. Distances are in double precision. Both depend on k and on the number
 * of images: compare only figures with the same.
 *
 * @param precision in [0, 1]: how many generated images look real
 * @param recall in [0, 1]: how much of what is real is generated
 * @since 0.1.0
 */
public record PrecisionRecall(double precision, double recall) {
    /** The neighbour of the published figures. */
    public static final int NEIGHBOUR = 3;

    /**
     * Computes both.
     *
     * @param real features of real images
     * @param generated features of generated images, by the same network
     * @param k which neighbour, at least 1 and below the number of images of either set
     * @return precision and recall
     * @throws IllegalArgumentException if there are too few images, the widths differ, or a feature is not finite
     */
    public static PrecisionRecall of(FeatureMatrix real, FeatureMatrix generated, int k) {
        FeatureMatrix.sameWidth(real, generated);
        FeatureChecks.atLeast("k", k, 1, "");
        String why = ": more than k; generate more images or take a smaller k";
        FeatureChecks.atLeast("The number of real images", real.rows(), k + 1L, why);
        FeatureChecks.atLeast("The number of generated images", generated.rows(), k + 1L, why);
        double[] realReach = reach(real, k);
        double[] generatedReach = reach(generated, k);
        boolean[] generatedIsReached = new boolean[generated.rows()];
        boolean[] realIsReached = new boolean[real.rows()];
        SquaredDistances.forEach(real, generated, (squares, top, rows, left, columns) -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double square = squares[i * columns + j];
                    generatedIsReached[left + j] |= square <= realReach[top + i];
                    realIsReached[top + i] |= square <= generatedReach[left + j];
                }
            }
        });
        return new PrecisionRecall(part(generatedIsReached), part(realIsReached));
    }

    /**
     * The squared distance to each row's k-th nearest other row. A row's own distance is left out by its place, and not
     * as the smallest, which rounding could make another's.
     */
    private static double[] reach(FeatureMatrix set, int k) {
        double[][] nearest = new double[set.rows()][k];
        for (double[] row : nearest) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        SquaredDistances.forEach(set, set, (squares, top, rows, left, columns) -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    if (top + i != left + j) {
                        insert(nearest[top + i], squares[i * columns + j]);
                    }
                }
            }
        });
        double[] reach = new double[set.rows()];
        Arrays.setAll(reach, i -> nearest[i][k - 1]);
        return reach;
    }

    /** Keeps the smallest, in rising order. */
    private static void insert(double[] smallest, double value) {
        int place = smallest.length - 1;
        if (value >= smallest[place]) {
            return;
        }
        while (place > 0 && smallest[place - 1] > value) {
            smallest[place] = smallest[place - 1];
            place--;
        }
        smallest[place] = value;
    }

    private static double part(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return (double) count / flags.length;
    }
}
