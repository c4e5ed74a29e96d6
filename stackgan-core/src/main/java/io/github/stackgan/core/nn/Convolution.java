package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/** A two-dimensional convolution, (N, in, H, W) to (N, out, H', W'). */
final class Convolution {
    private static final Shape ONE = new Shape(1, 1);

    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final Shape stride;
    private final Shape padding;

    private Convolution(NDArray weight, @Nullable NDArray bias, int stride, int padding) {
        this.weight = weight;
        this.bias = bias;
        this.stride = new Shape(stride, stride);
        this.padding = new Shape(padding, padding);
    }

    /** Keeps height and width: kernel 1 or 3, no bias. */
    static Convolution same(Parameters parameters, String name, int in, int out, int kernel) {
        return new Convolution(weight(parameters, name, in, out, kernel), null, 1, kernel / 2);
    }

    /** Halves height and width: kernel 4, stride 2, no bias. */
    static Convolution halving(Parameters parameters, String name, int in, int out) {
        return new Convolution(weight(parameters, name, in, out, 4), null, 2, 1);
    }

    /** Reads a 4x4 grid into one number, with a bias. */
    static Convolution toLogit(Parameters parameters, String name, int in) {
        return new Convolution(weight(parameters, name, in, 1, 4), parameters.zeros(name + ".bias", 1), 4, 0);
    }

    private static NDArray weight(Parameters parameters, String name, int in, int out, int kernel) {
        return parameters.normal(name + ".weight", 0, out, in, kernel, kernel);
    }

    NDArray forward(NDArray x) {
        return Conv2d.conv2d(x, weight, bias, stride, padding, ONE).singletonOrThrow();
    }
}
