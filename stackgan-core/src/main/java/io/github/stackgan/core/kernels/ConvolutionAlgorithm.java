package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** A way to compute convolutions of weights that do not learn. */
interface ConvolutionAlgorithm {
    /**
     * Brings weights into the form that {@link #run} takes.
     *
     * @param weights of the layer
     * @param geometry how the kernel moves
     * @param x the shape of a typical feature map
     * @return copies, which belong to the managers of {@code weights}
     */
    Kernels.Weights prepare(Kernels.Weights weights, ConvolutionGeometry geometry, Shape x);

    /**
     * Convolves, and applies an activation.
     *
     * @param x feature map (N, in, H, W)
     * @param prepared by this algorithm
     * @param activation what follows
     * @return (N, out, H', W')
     */
    NDArray run(NDArray x, Kernels.Prepared prepared, Activation activation);
}
