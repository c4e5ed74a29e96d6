package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Puts the nine results of {@link Differences} together on small grids, by one product: a row for each value of the nine, one result after the other, a
 * column for each pixel of the enlarged picture.
 *
 * @param height of the grids
 * @param width of the grids
 */
record DifferenceSums(int height, int width) implements FixedMatrix {
    @Override
    public Shape shape() {
        int rows = Arrays.stream(Differences.KERNELS)
                .mapToInt(k -> rows(k) * columns(k))
                .sum();
        return new Shape(rows, 4L * height * width);
    }

    /** The difference across an axis has one value more than the axis has cells. */
    private int rows(int[] kernel) {
        return height + (kernel[0] == Differences.PIXEL ? 0 : 1);
    }

    private int columns(int[] kernel) {
        return width + (kernel[1] == Differences.PIXEL ? 0 : 1);
    }

    @Override
    public float[] matrix() {
        int pixels = 4 * height * width;
        float[] matrix = new float[(int) shape().size()];
        int first = 0;
        for (int[] kernel : Differences.KERNELS) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                int y = pixel / (2 * width);
                int x = pixel % (2 * width);
                if (concerns(kernel[0], y) && concerns(kernel[1], x)) {
                    int row = y / 2 + (kernel[0] == Differences.AHEAD ? 1 : 0);
                    int column = x / 2 + (kernel[1] == Differences.AHEAD ? 1 : 0);
                    matrix[(first + row * columns(kernel) + column) * pixels + pixel] = 1;
                }
            }
            first += rows(kernel) * columns(kernel);
        }
        return matrix;
    }

    /** The first of two pixels that a cell becomes looks behind, the second ahead. */
    private static boolean concerns(int tap, int pixel) {
        return tap == Differences.PIXEL || (tap == Differences.AHEAD) == (pixel % 2 == 1);
    }
}
