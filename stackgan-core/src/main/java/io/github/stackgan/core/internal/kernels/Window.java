package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;

/** How a convolution's kernel moves over a grid. */
public enum Window {
    /** A 1x1 kernel; keeps the grid. */
    CELL(1, 1, 0),
    /** A 3x3 kernel; keeps the grid. */
    SAME(3, 1, 1),
    /** A 4x4 kernel; halves the grid. */
    HALVING(4, 2, 1),
    /** Nearest-neighbour upsampling by two, then a 3x3 kernel; doubles the grid. */
    DOUBLING(3, 1, 1),
    /** A transposed convolution with a 4x4 kernel and stride 2; doubles the grid. The weight lies as all others' do, (out, in, 4, 4). */
    TRANSPOSED(4, 2, 1);

    private final int kernel;
    private final int stride;
    private final int padding;

    Window(int kernel, int stride, int padding) {
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
    }

    /**
     * The window that keeps a grid.
     *
     * @param kernel 1 or 3
     * @return the window
     */
    public static Window keeping(int kernel) {
        return kernel == 1 ? CELL : SAME;
    }

    /**
     * The kernel of the weights.
     *
     * @return its height and width
     */
    public int kernel() {
        return kernel;
    }

    /** Whether the grid grows; then the result is not a plain convolution of it. */
    boolean enlarges() {
        return this == DOUBLING || this == TRANSPOSED;
    }

    int stride() {
        return stride;
    }

    /** How many cells the result for a grid (N, in, H, W) has, of all pictures. */
    long cells(Shape grid) {
        long cells = grid.get(0) * grid.get(2) * grid.get(3);
        return enlarges() ? 4 * cells : cells / ((long) stride * stride);
    }

    int padding() {
        return padding;
    }
}
