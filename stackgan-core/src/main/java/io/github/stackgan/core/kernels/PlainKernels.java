package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;

/** Operations that DJL has, in 32 bits. */
final class PlainKernels implements Kernels {
    static final PlainKernels INSTANCE = new PlainKernels();

    private static final float EPSILON = 1e-5f;

    /** DJL counts momentum as the part of the old statistic that stays. */
    private static final float MOMENTUM = 0.9f;

    /** The engine's own axis 1; DJL's axis 1 would swap axes twice to get there. */
    private static final int AXIS = -1;

    private final FoldedConvolution convolution = new FoldedConvolution();

    private PlainKernels() {}

    @Override
    public NDArray convolve(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        return convolution.run(x, weight, geometry);
    }

    @Override
    public InferenceAlgorithm fastest(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        return InferenceAlgorithm.DIRECT;
    }

    @Override
    public Prepared prepare(Weights weights, ConvolutionGeometry geometry, InferenceAlgorithm algorithm, Shape x) {
        return new Prepared(convolution.prepare(weights, geometry, x), geometry, algorithm);
    }

    @Override
    public NDArray run(NDArray x, Prepared prepared, Activation activation) {
        return convolution.run(x, prepared, activation);
    }

    @Override
    public NDArray normalize(NDArray x, Norm norm, Activation activation, int batches) {
        if (batches == 1) {
            return normalize(x, norm, activation);
        }
        NDList normal = new NDList();
        for (NDArray batch : x.split(batches)) {
            normal.add(normalize(batch, norm, activation));
        }
        return NDArrays.concat(normal, 0);
    }

    private static NDArray normalize(NDArray x, Norm norm, Activation activation) {
        NDArray normal = BatchNorm.batchNorm(
                        x, norm.mean(), norm.variance(), norm.scale(), norm.offset(), AXIS, MOMENTUM, EPSILON, true)
                .singletonOrThrow();
        return activation.apply(normal);
    }

    @Override
    public NDArray shift(NDArray x, NDArray offset) {
        NDArray channels = offset.reshape(1, offset.size(), 1, 1);
        channels.attach(x.getManager());
        return x.add(channels);
    }

    @Override
    public NDArray activate(NDArray x, Activation activation) {
        return activation.apply(x);
    }

    @Override
    public NDArray widen(NDArray x) {
        return x;
    }
}
