package io.github.stackgan.core.internal.kernels;

/** The nine kernels of upsampling by differences, each a sum of places of a 3x3 kernel. */
final class Differences {
    /** The row of {@link #AXIS} that leaves a pixel's axis as it is. */
    static final int PIXEL = 1;

    /** The row of {@link #AXIS} that looks ahead. */
    static final int AHEAD = 2;

    /** Rows of {@link #AXIS} for each kernel: the pixel's; two of rows; two of columns; four of both. */
    static final int[][] KERNELS = {{1, 1}, {0, 1}, {2, 1}, {1, 0}, {1, 2}, {0, 0}, {0, 2}, {2, 0}, {2, 2}};

    private static final int TAPS = 3;

    /** What becomes of the three taps along one axis: for the difference behind, for the pixel itself, for the one ahead. */
    private static final float[][] AXIS = {{1, 0, 0}, {1, 1, 1}, {0, 0, -1}};

    private Differences() {}

    /** Nine rows, one for each kernel, of nine factors, one for each place. */
    static float[] matrix() {
        float[] matrix = new float[KERNELS.length * TAPS * TAPS];
        int place = 0;
        for (int[] kernel : KERNELS) {
            for (int row = 0; row < TAPS; row++) {
                for (int column = 0; column < TAPS; column++) {
                    matrix[place++] = AXIS[kernel[0]][row] * AXIS[kernel[1]][column];
                }
            }
        }
        return matrix;
    }
}
