package io.github.stackgan.metrics.scores;

import java.util.SplittableRandom;

/** Features drawn from normal distributions. */
final class Clouds {
    private Clouds() {}

    static float[][] normal(long seed, int rows, int width, double mean, double deviation) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] result = new float[rows][width];
        for (float[] row : result) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) (mean + deviation * normal(random));
            }
        }
        return result;
    }

    static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /** Rotates every row by one random orthogonal matrix, a product of reflections. */
    static float[][] rotated(float[][] rows, long seed) {
        int width = rows[0].length;
        SplittableRandom random = new SplittableRandom(seed);
        double[][] mirrors = new double[width][width];
        for (double[] mirror : mirrors) {
            double length = 0;
            for (int i = 0; i < width; i++) {
                mirror[i] = normal(random);
                length += mirror[i] * mirror[i];
            }
            for (int i = 0; i < width; i++) {
                mirror[i] /= Math.sqrt(length);
            }
        }
        float[][] result = new float[rows.length][width];
        for (int r = 0; r < rows.length; r++) {
            double[] row = new double[width];
            for (int i = 0; i < width; i++) {
                row[i] = rows[r][i];
            }
            for (double[] mirror : mirrors) {
                double along = 0;
                for (int i = 0; i < width; i++) {
                    along += mirror[i] * row[i];
                }
                for (int i = 0; i < width; i++) {
                    row[i] -= 2 * along * mirror[i];
                }
            }
            for (int i = 0; i < width; i++) {
                result[r][i] = (float) row[i];
            }
        }
        return result;
    }
}
