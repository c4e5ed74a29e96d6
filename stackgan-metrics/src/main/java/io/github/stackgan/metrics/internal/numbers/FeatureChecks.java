package io.github.stackgan.metrics.internal.numbers;

/** Checks of features: each message names the row, what was found and what to do. */
public final class FeatureChecks {
    private FeatureChecks() {}

    public static void check(float[] row, int width, long index) {
        length(row.length, width, index);
        for (int i = 0; i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                throw notFinite(index, i, row[i]);
            }
        }
    }

    public static void check(double[] row, int width, long index) {
        length(row.length, width, index);
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                throw notFinite(index, i, row[i]);
            }
        }
    }

    private static void length(int found, int width, long index) {
        if (found != width) {
            throw new IllegalArgumentException("Row " + index + " has " + found + " numbers, but must have " + width
                    + " as the others; were they computed by different networks?");
        }
    }

    public static IllegalArgumentException notFinite(long row, int column, double found) {
        return new IllegalArgumentException("Feature " + column + " of row " + row + " is " + found
                + ", but must be finite; look at that image and at the feature network's weights");
    }

    public static void sameWidth(int a, int b) {
        if (a != b) {
            throw new IllegalArgumentException("The first features have " + a + " numbers each, the second " + b
                    + ", but both must come from the same network");
        }
    }

    public static void atLeast(String what, long found, long least, String why) {
        if (found < least) {
            throw new IllegalArgumentException(what + " is " + found + ", but must be at least " + least + why);
        }
    }
}
