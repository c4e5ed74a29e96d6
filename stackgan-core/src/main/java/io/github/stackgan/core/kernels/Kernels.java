package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The operations that take most of a network's time. Results belong to the manager of the first argument.
 *
 * <p>With 16 bits, feature maps come and go as bfloat16 arrays; weights, statistics and everything else stay 32 bits
 * wide.
 */
public interface Kernels {
    /** Batch normalisation's weights and running statistics, each (C). */
    record Norm(NDArray scale, NDArray offset, NDArray mean, NDArray variance) {}

    /** A kernel (out, in, k, k) and a bias (out), or what {@link #prepare} made of them. */
    record Weights(NDArray kernel, NDArray bias) {}

    /** How {@link #run} computes. */
    enum InferenceAlgorithm {
        /** By the engine's own convolution. */
        DIRECT,
        /** With weights in the engine's own order, and the activation in the same operation. */
        PACKED,
        /** By Winograd's way of a 3x3 convolution. */
        WINOGRAD,
        /** Upsampling by differences. */
        DIFFERENCES
    }

    /** Weights for {@link #run}. */
    record Prepared(Weights weights, ConvolutionGeometry geometry, InferenceAlgorithm algorithm)
            implements AutoCloseable {
        /** Hangs the arrays from a manager. */
        public void attach(NDManager manager) {
            weights.kernel().attach(manager);
            weights.bias().attach(manager);
        }

        @Override
        public void close() {
            weights.kernel().close();
            weights.bias().close();
        }
    }

    /**
     * A convolution that may learn.
     *
     * @param x feature map (N, in, H, W)
     * @param weight (out, in, k, k) with the k of {@code geometry}
     * @param geometry how the kernel moves
     * @return (N, out, H', W')
     */
    NDArray convolve(NDArray x, NDArray weight, ConvolutionGeometry geometry);

    /**
     * How a convolution of weights that do not learn is computed fastest, where no gradients are wanted.
     *
     * @param x a typical feature map (N, in, H, W)
     * @param weight (out, in, k, k)
     * @param geometry how the kernel moves
     * @return the algorithm to {@link #prepare} weights for
     */
    InferenceAlgorithm fastest(NDArray x, NDArray weight, ConvolutionGeometry geometry);

    /**
     * Brings weights that will not change into a form for {@link #run}.
     *
     * @param weights (out, in, k, k) with the k of {@code geometry}, and (out)
     * @param geometry how the kernel moves
     * @param algorithm {@link InferenceAlgorithm#DIRECT}, or what {@link #fastest} said
     * @param x the shape of a typical feature map
     * @return arrays that belong to the managers of {@code weights}
     */
    Prepared prepare(Weights weights, ConvolutionGeometry geometry, InferenceAlgorithm algorithm, Shape x);

    /**
     * A convolution and an activation, of weights that do not learn.
     *
     * @param x feature map (N, in, H, W)
     * @param prepared the same kernels' weights
     * @param activation what follows
     * @return (N, out, H', W')
     */
    NDArray run(NDArray x, Prepared prepared, Activation activation);

    /**
     * Batch normalisation by the batch's own statistics, which also moves the running ones by a tenth; then an
     * activation.
     *
     * <p>Several batches of the same size, one after the other, are normalised each by its own statistics, and move
     * the running ones in turn.
     *
     * @param x (N, C, H, W), or (N, C) of one batch; it may be overwritten
     * @param norm weights and statistics
     * @param activation what follows
     * @param batches how many batches are in {@code x}
     * @return of the shape of {@code x}
     */
    NDArray normalize(NDArray x, Norm norm, Activation activation, int batches);

    /**
     * Adds a number to each channel.
     *
     * @param x (N, C, H, W)
     * @param offset (C), in 32 bits
     * @return of the shape and precision of {@code x}
     */
    NDArray shift(NDArray x, NDArray offset);

    /**
     * An activation alone.
     *
     * @param x any array; it may be overwritten
     * @param activation what to apply
     * @return of the shape of {@code x}
     */
    NDArray activate(NDArray x, Activation activation);

    /**
     * Back to 32 bits.
     *
     * @param x any array
     * @return the same numbers in 32 bits; {@code x} itself if it has them
     */
    NDArray widen(NDArray x);
}
