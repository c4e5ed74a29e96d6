package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.kernels.Kernels;

/** A convolution without bias or batch normalisation: a network's first and its last. */
public final class Convolution {
    private final Parameters parameters;
    private final NDArray weight;
    private final ConvolutionGeometry geometry;
    private final InferenceConvolution inference;

    private Convolution(Parameters parameters, NDArray weight, ConvolutionGeometry geometry) {
        this.parameters = parameters;
        this.weight = weight;
        this.geometry = geometry;
        inference = new InferenceConvolution(parameters, weight, geometry);
    }

    /** Keeps height and width: a 3x3 kernel. */
    public static Convolution same(Parameters parameters, String name, int in, int out) {
        return new Convolution(
                parameters, parameters.normal(name + ".weight", 0, out, in, 3, 3), ConvolutionGeometry.SAME);
    }

    /** Halves height and width: a 4x4 kernel. */
    public static Convolution halving(Parameters parameters, String name, int in, int out) {
        return new Convolution(
                parameters, parameters.normal(name + ".weight", 0, out, in, 4, 4), ConvolutionGeometry.HALVING);
    }

    /** The same, with first weights of a standard deviation. */
    public static Convolution halving(Parameters parameters, String name, int in, int out, double deviation) {
        return new Convolution(
                parameters,
                parameters.deviating(name + ".weight", deviation, out, in, 4, 4),
                ConvolutionGeometry.HALVING);
    }

    /** Doubles height and width: nearest-neighbour upsampling, then a 3x3 kernel. */
    public static Convolution doubling(Parameters parameters, String name, int in, int out) {
        return new Convolution(
                parameters, parameters.normal(name + ".weight", 0, out, in, 3, 3), ConvolutionGeometry.DOUBLING);
    }

    /** Doubles height and width: a transposed convolution with a 4x4 kernel. */
    public static Convolution transposed(Parameters parameters, String name, int in, int out) {
        return new Convolution(
                parameters, parameters.normal(name + ".weight", 0, out, in, 4, 4), ConvolutionGeometry.TRANSPOSED);
    }

    public NDArray forward(NDArray x, Activation activation, Mode mode) {
        if (mode.learns() || parameters.learning()) {
            return mode.kernels().activate(mode.kernels().convolve(x, weight, geometry), activation);
        }
        return inference.run(x, activation, mode, this::copies);
    }

    private Kernels.Weights copies(NDManager manager) {
        NDArray copy = weight.duplicate();
        copy.attach(manager);
        return new Kernels.Weights(
                copy, manager.zeros(new Shape(weight.getShape().get(0))));
    }
}
