package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * The fixed matrices of {@link DifferenceConvolution}, which has nine kernels: the pixel's own; two for differences of
 * rows; two of columns; four of both.
 */
final class DifferenceMatrix {
    /** The row of {@link #AXIS} that leaves a pixel's axis as it is. */
    private static final int PIXEL = 1;

    /** The row of {@link #AXIS} that looks ahead. */
    private static final int AHEAD = 2;

    /** Rows of {@link #AXIS} for each of the nine. */
    private static final int[][] KERNELS = {{1, 1}, {0, 1}, {2, 1}, {1, 0}, {1, 2}, {0, 0}, {0, 2}, {2, 0}, {2, 2}};

    private static final int TAPS = 3;

    /**
     * What becomes of the three taps along one axis: for the difference behind, for the pixel itself, for the one
     * ahead.
     */
    private static final float[][] AXIS = {{1, 0, 0}, {1, 1, 1}, {0, 0, -1}};

    private DifferenceMatrix() {}

    /**
     * Turns a 3x3 kernel into the nine, each a sum of its places: (9, 9), a row for each of the nine, a column for
     * each place.
     */
    static NDArray kernels(NDManager manager) {
        float[] matrix = new float[KERNELS.length * TAPS * TAPS];
        int place = 0;
        for (int[] kernel : KERNELS) {
            for (int row = 0; row < TAPS; row++) {
                for (int column = 0; column < TAPS; column++) {
                    matrix[place++] = AXIS[kernel[0]][row] * AXIS[kernel[1]][column];
                }
            }
        }
        return manager.create(matrix, new Shape(KERNELS.length, (long) TAPS * TAPS));
    }

    /**
     * Takes the differences of small feature maps by one product: a row for each cell, a column for each difference,
     * of rows, then of columns, then of both.
     *
     * @param height of the feature maps
     * @param width of the feature maps
     */
    record Steps(int height, int width) {
        /** Across which axes: rows, columns, both. */
        private static final int[][] AXES = {{1, 0}, {0, 1}, {1, 1}};

        NDArray create(NDManager manager) {
            int columns = 0;
            for (int[] axes : AXES) {
                columns += (height + axes[0]) * (width + axes[1]);
            }
            float[] matrix = new float[height * width * columns];
            int column = 0;
            for (int[] axes : AXES) {
                int across = width + axes[1];
                for (int place = 0; place < (height + axes[0]) * across; place++) {
                    for (int down = 0; down <= axes[0]; down++) {
                        for (int right = 0; right <= axes[1]; right++) {
                            int y = place / across - axes[0] + down;
                            int x = place % across - axes[1] + right;
                            if (y >= 0 && y < height && x >= 0 && x < width) {
                                matrix[(y * width + x) * columns + column] = (down + right) % 2 == 0 ? 1 : -1;
                            }
                        }
                    }
                    column++;
                }
            }
            return manager.create(matrix, new Shape((long) height * width, columns));
        }
    }

    /**
     * Puts the nine results together on small feature maps, by one product: a row for each value of the nine, one
     * result after the other, a column for each pixel of the enlarged feature map.
     *
     * @param height of the feature maps
     * @param width of the feature maps
     */
    record Sums(int height, int width) {
        /** The difference across an axis has one value more than the axis has cells. */
        private int rows(int[] kernel) {
            return height + (kernel[0] == PIXEL ? 0 : 1);
        }

        private int columns(int[] kernel) {
            return width + (kernel[1] == PIXEL ? 0 : 1);
        }

        NDArray create(NDManager manager) {
            int pixels = 4 * height * width;
            int values =
                    Arrays.stream(KERNELS).mapToInt(k -> rows(k) * columns(k)).sum();
            float[] matrix = new float[values * pixels];
            int first = 0;
            for (int[] kernel : KERNELS) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int y = pixel / (2 * width);
                    int x = pixel % (2 * width);
                    if (concerns(kernel[0], y) && concerns(kernel[1], x)) {
                        int row = y / 2 + (kernel[0] == AHEAD ? 1 : 0);
                        int column = x / 2 + (kernel[1] == AHEAD ? 1 : 0);
                        matrix[(first + row * columns(kernel) + column) * pixels + pixel] = 1;
                    }
                }
                first += rows(kernel) * columns(kernel);
            }
            return manager.create(matrix, new Shape(values, pixels));
        }

        /** The first of two pixels that a cell becomes looks behind, the second ahead. */
        private static boolean concerns(int tap, int pixel) {
            return tap == PIXEL || (tap == AHEAD) == (pixel % 2 == 1);
        }
    }
}
