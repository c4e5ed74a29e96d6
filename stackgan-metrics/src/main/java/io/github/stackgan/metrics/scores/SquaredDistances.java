package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.Products;

/** Squared distances between rows, a block at a time, in double precision by |a|^2 + |b|^2 - 2 a b. */
final class SquaredDistances {
    static final int BLOCK = 1024;

    private SquaredDistances() {}

    /** Hears of the distances from rows of the first matrix to rows of the second. */
    @FunctionalInterface
    interface Block {
        /** At (i - top) * columns + (j - left) is the square of the distance from row i to row j, never below 0. */
        void accept(double[] squares, int top, int rows, int left, int columns);
    }

    static void forEach(FeatureMatrix a, FeatureMatrix b, Block block) {
        int width = a.width();
        for (int top = 0; top < a.rows(); top += BLOCK) {
            int rows = Math.min(BLOCK, a.rows() - top);
            double[] upper = a.block(top, top + rows);
            double[] lengths = Products.squares(upper, rows, width);
            for (int left = 0; left < b.rows(); left += BLOCK) {
                int columns = Math.min(BLOCK, b.rows() - left);
                double[] lower = b.block(left, left + columns);
                double[] others = Products.squares(lower, columns, width);
                double[] products =
                        Products.multiply(upper, Products.transpose(lower, columns, width), rows, width, columns);
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        int place = i * columns + j;
                        products[place] = Math.max(0, lengths[i] + others[j] - 2 * products[place]);
                    }
                }
                block.accept(products, top, rows, left, columns);
            }
        }
    }
}
