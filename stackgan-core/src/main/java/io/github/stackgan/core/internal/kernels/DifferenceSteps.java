package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;

/**
 * Takes the differences of {@link Differences} from small grids, by one product: a row for each cell, a column for each difference, of rows, then of
 * columns, then of both.
 *
 * @param height of the grids
 * @param width of the grids
 */
record DifferenceSteps(int height, int width) implements FixedMatrix {
    /** Across which axes: rows, columns, both. */
    private static final int[][] AXES = {{1, 0}, {0, 1}, {1, 1}};

    @Override
    public Shape shape() {
        int columns = 0;
        for (int[] axes : AXES) {
            columns += (height + axes[0]) * (width + axes[1]);
        }
        return new Shape((long) height * width, columns);
    }

    @Override
    public float[] matrix() {
        int columns = (int) shape().get(1);
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
        return matrix;
    }
}
