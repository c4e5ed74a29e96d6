package io.github.stackgan.imaging;

/**
 * Which pixels of a line make each pixel of the resized line, and with what weights. Where the line shrinks, the kernel
 * is stretched by as much, so that every pixel counts: this is what keeps fine patterns from turning into false ones.
 */
final class Taps {
    /**
     * Binary digits after the point of a whole-number weight; a sum of 8-bit pixels still fits 32 bits with its sign.
     */
    static final int FRACTION_BITS = 22;

    private final int[] first;
    private final double[][] weights;

    private Taps(int[] first, double[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static Taps of(Kernel kernel, int from, int to) {
        double scale = (double) from / to;
        double stretch = Math.max(1, scale);
        double radius = kernel.radius() * stretch;
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - radius + 0.5));
            int end = Math.min(from, (int) (centre + radius + 0.5));
            double[] line = new double[end - first[i]];
            double sum = 0;
            for (int j = 0; j < line.length; j++) {
                line[j] = kernel.at((first[i] + j - centre + 0.5) / stretch);
                sum += line[j];
            }
            for (int j = 0; j < line.length; j++) {
                line[j] /= sum;
            }
            weights[i] = line;
        }
        return new Taps(first, weights);
    }

    int size() {
        return first.length;
    }

    /** The first pixel that counts for a resized one. */
    int first(int i) {
        return first[i];
    }

    /** The weights of that pixel and those after it; they sum to 1. */
    double[] weights(int i) {
        return weights[i];
    }

    /** The same in whole numbers, 2^22 standing for 1, rounded half away from zero. */
    int[][] fixedPoint() {
        int[][] fixed = new int[weights.length][];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = new int[weights[i].length];
            for (int j = 0; j < fixed[i].length; j++) {
                double weight = weights[i][j] * (1 << FRACTION_BITS);
                fixed[i][j] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
            }
        }
        return fixed;
    }
}
