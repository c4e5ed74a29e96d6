package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Which cells of a feature map a convolution's windows cover: a matrix of zeros and ones whose product with feature
 * maps brings windows into columns, and whose transpose adds gradients of windows up to one of feature maps. Products
 * are exact, and where feature maps are small much faster than the engine's own operations, which go cell by cell.
 *
 * @param geometry how the kernel moves; it does not enlarge
 * @param height of the feature maps
 * @param width of the feature maps
 */
record Im2ColMatrix(ConvolutionGeometry geometry, long height, long width) {
    static Im2ColMatrix of(ConvolutionGeometry geometry, Shape x) {
        return new Im2ColMatrix(geometry, x.get(2), x.get(3));
    }

    /** A row for each cell of a feature map; a column for each place of the kernel and cell of the result. */
    NDArray create(NDManager manager) {
        int places = geometry.kernel() * geometry.kernel();
        Shape shape = new Shape(height * width, places * resultHeight() * resultWidth());
        return manager.create(values(shape), shape);
    }

    long resultHeight() {
        return height / geometry.stride();
    }

    private long resultWidth() {
        return width / geometry.stride();
    }

    private float[] values(Shape shape) {
        float[] matrix = new float[Math.toIntExact(shape.size())];
        int columns = Math.toIntExact(shape.get(1));
        int column = 0;
        for (int row = 0; row < geometry.kernel(); row++) {
            for (int across = 0; across < geometry.kernel(); across++) {
                for (int y = 0; y < resultHeight(); y++) {
                    for (int x = 0; x < resultWidth(); x++) {
                        int cellY = y * geometry.stride() + row - geometry.padding();
                        int cellX = x * geometry.stride() + across - geometry.padding();
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
