package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Upsampling by differences, see {@link ScriptSource}: its nine kernels, each a sum of places of a 3x3 kernel; and for small grids the matrices that
 * take differences of cells and that put the products' results together, which is faster there than an operation for each.
 *
 * @param height of the grids
 * @param width of the grids
 */
record Differences(int height, int width) {
    private static final int TAPS = 3;

    /** What becomes of the three taps along one axis: for the difference behind, for the pixel itself, for the one ahead. */
    private static final float[][] AXIS = {{1, 0, 0}, {1, 1, 1}, {0, 0, -1}};

    /** Rows of {@link #AXIS} for each kernel: the pixel's; two of rows; two of columns; four of both. */
    private static final int[][] KERNELS = {{1, 1}, {0, 1}, {2, 1}, {1, 0}, {1, 2}, {0, 0}, {0, 2}, {2, 0}, {2, 2}};

    /** The row of {@link #AXIS} that leaves a pixel's axis as it is, and the one that looks ahead. */
    private static final int PIXEL = 1;

    private static final int AHEAD = 2;

    static Differences of(Shape grid) {
        return new Differences((int) grid.get(2), (int) grid.get(3));
    }

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

    /** The difference across an axis has one value more than the axis has cells. */
    private int rows(int[] kernel) {
        return height + (kernel[0] == PIXEL ? 0 : 1);
    }

    private int columns(int[] kernel) {
        return width + (kernel[1] == PIXEL ? 0 : 1);
    }

    /** A row for each cell of a grid; a column for each difference: of rows, of columns, of both. */
    float[] steps() {
        int count = differences();
        float[] matrix = new float[height * width * count];
        int column = 0;
        for (int first : new int[] {1, 3, 5}) {
            int[] kernel = KERNELS[first];
            int overRows = rows(kernel) - height;
            int overColumns = columns(kernel) - width;
            for (int place = 0; place < rows(kernel) * columns(kernel); place++) {
                for (int back = 0; back <= overRows; back++) {
                    for (int left = 0; left <= overColumns; left++) {
                        int y = place / columns(kernel) - overRows + back;
                        int x = place % columns(kernel) - overColumns + left;
                        if (y >= 0 && y < height && x >= 0 && x < width) {
                            matrix[(y * width + x) * count + column] = (back + left) % 2 == 0 ? 1 : -1;
                        }
                    }
                }
                column++;
            }
        }
        return matrix;
    }

    Shape stepsShape() {
        return new Shape((long) height * width, differences());
    }

    private int differences() {
        return (height + 1) * width + height * (width + 1) + (height + 1) * (width + 1);
    }

    /** A row for each value of the nine products, one product after the other; a column for each pixel of the enlarged picture. */
    float[] assembly() {
        int pixels = 4 * height * width;
        float[] matrix = new float[products() * pixels];
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
        return matrix;
    }

    Shape assemblyShape() {
        return new Shape(products(), 4L * height * width);
    }

    private int products() {
        return Arrays.stream(KERNELS).mapToInt(k -> rows(k) * columns(k)).sum();
    }

    /** The first of two pixels that a cell becomes looks behind, the second ahead. */
    private static boolean concerns(int tap, int pixel) {
        return tap == PIXEL || (tap == AHEAD) == (pixel % 2 == 1);
    }
}
