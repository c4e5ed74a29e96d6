package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;

/**
 * Samples square feature maps where an affine grid without rotation says (Jaderberg et al., NIPS 2015): bilinear, zero
 * outside, the grid's end points on the centres of the first and the last cell. Rows and columns are then sampled
 * apart, each by a product with a matrix of {@link AxisGrid#weights}, so gradients flow to the feature map exactly.
 *
 * @param rows of each image, what its rows are made of (N, 1, S, S)
 * @param columns the same of its columns (N, 1, S, S)
 */
public record SpatialTransformer(NDArray rows, NDArray columns) {
    /**
     * Samples feature maps.
     *
     * @param x feature maps (N, C, S, S), in 32 bits
     * @return (N, C, S, S)
     */
    public NDArray sample(NDArray x) {
        return rows.matMul(x).matMul(columns.transpose(0, 1, 3, 2));
    }

    /**
     * Samples feature maps that are the same in every cell: all that changes is how much of each cell lies inside.
     *
     * @param vector what stands in every cell (N, C)
     * @return (N, C, S, S)
     */
    public NDArray sampleEverywhere(NDArray vector) {
        NDArray inside = rows.sum(new int[] {3}, true)
                .mul(columns.sum(new int[] {3}, true).transpose(0, 1, 3, 2));
        return inside.mul(vector.reshape(vector.getShape().get(0), -1, 1, 1));
    }
}
