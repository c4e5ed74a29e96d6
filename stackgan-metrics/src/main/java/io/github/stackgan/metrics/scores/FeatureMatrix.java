package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import java.nio.FloatBuffer;

/**
 * Features of images, a row for each (N, D). They are kept as the networks compute them, in single precision; the
 * metrics compute in double. The numbers may lie in a mapped file, so that they need not fit into Java's memory.
 *
 * @since 0.1.0
 */
public final class FeatureMatrix {
    private final FloatBuffer values;
    private final int rows;
    private final int width;

    private FeatureMatrix(FloatBuffer values, int rows, int width) {
        this.values = values;
        this.rows = rows;
        this.width = width;
    }

    /**
     * Features in memory.
     *
     * @param features (N, D); copied
     * @return the matrix
     * @throws IllegalArgumentException if there are none, the rows differ in length, or a number is NaN or infinite
     */
    public static FeatureMatrix of(float[][] features) {
        if (features.length == 0 || features[0].length == 0) {
            throw new IllegalArgumentException(
                    "features is empty, but must have at least one row of at least one number");
        }
        int width = features[0].length;
        FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(features.length, width));
        for (int i = 0; i < features.length; i++) {
            FeatureChecks.check(features[i], width, i);
            values.put(features[i]);
        }
        return new FeatureMatrix(values.flip(), features.length, width);
    }

    /**
     * Features that lie one after another.
     *
     * @param values N D numbers, row by row; not copied
     * @param width D, at least 1
     * @return the matrix
     * @throws IllegalArgumentException if there are none, or not a whole number of rows; numbers are not looked at here
     */
    public static FeatureMatrix of(FloatBuffer values, int width) {
        if (width < 1 || values.remaining() == 0 || values.remaining() % width != 0) {
            throw new IllegalArgumentException("features has " + values.remaining()
                    + " numbers, but must have a positive multiple of the width " + width);
        }
        return new FeatureMatrix(values.slice(), values.remaining() / width, width);
    }

    /**
     * How many images.
     *
     * @return N
     */
    public int rows() {
        return rows;
    }

    /**
     * How many numbers for each.
     *
     * @return D
     */
    public int width() {
        return width;
    }

    /**
     * One image's features.
     *
     * @param index in [0, N)
     * @return a copy (D)
     */
    public float[] row(int index) {
        float[] row = new float[width];
        values.get(index * width, row);
        return row;
    }

    /** Copies rows, widened, one after another; refuses numbers that are not finite. */
    double[] block(int from, int to) {
        float[] narrow = new float[(to - from) * width];
        values.get(from * width, narrow);
        double[] block = new double[narrow.length];
        for (int i = 0; i < narrow.length; i++) {
            if (!Float.isFinite(narrow[i])) {
                throw FeatureChecks.notFinite(from + i / width, i % width, narrow[i]);
            }
            block[i] = narrow[i];
        }
        return block;
    }

    /** Refuses numbers that are not finite. */
    void requireFinite() {
        for (int i = 0; i < rows; i++) {
            block(i, i + 1);
        }
    }

    /** Copies chosen rows into a new matrix. */
    FeatureMatrix select(int[] chosen) {
        FloatBuffer selected = FloatBuffer.allocate(chosen.length * width);
        for (int index : chosen) {
            selected.put(row(index));
        }
        return new FeatureMatrix(selected.flip(), chosen.length, width);
    }

    static void sameWidth(FeatureMatrix a, FeatureMatrix b) {
        FeatureChecks.sameWidth(a.width, b.width);
    }
}
