package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;

/**
 * Which cells of a grid a convolution's windows cover: a matrix of zeros and ones whose product with grids brings windows into columns, and
 * whose transpose adds gradients of windows up to one of grids. Products are exact, and where grids are small much faster than the engine's
 * own operations, which go cell by cell.
 *
 * @param window how the kernel moves; it does not enlarge
 * @param height of the grids
 * @param width of the grids
 */
record Selection(Window window, long height, long width) implements FixedMatrix {
    static Selection of(Window window, Shape grid) {
        return new Selection(window, grid.get(2), grid.get(3));
    }

    /** A row for each cell of a grid; a column for each place of the kernel and cell of the result. */
    @Override
    public Shape shape() {
        int places = window.kernel() * window.kernel();
        return new Shape(height * width, places * resultHeight() * resultWidth());
    }

    long resultHeight() {
        return height / window.stride();
    }

    private long resultWidth() {
        return width / window.stride();
    }

    @Override
    public float[] matrix() {
        float[] matrix = new float[Math.toIntExact(shape().size())];
        int columns = Math.toIntExact(shape().get(1));
        int column = 0;
        for (int row = 0; row < window.kernel(); row++) {
            for (int across = 0; across < window.kernel(); across++) {
                for (int y = 0; y < resultHeight(); y++) {
                    for (int x = 0; x < resultWidth(); x++) {
                        int cellY = y * window.stride() + row - window.padding();
                        int cellX = x * window.stride() + across - window.padding();
                        if (cellY >= 0 && cellY < height && cellX >= 0 && cellX < width) {
                            matrix[(int) (cellY * width + cellX) * columns + column] = 1;
                        }
                        column++;
                    }
                }
            }
        }
        return matrix;
    }
}
