package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.internal.kernels.Slope;
import io.github.stackgan.core.internal.kernels.Window;

/** A convolution without bias or batch normalisation: a network's first and its last. */
final class Convolution {
    private final Parameters parameters;
    private final NDArray weight;
    private final Window window;
    private final FixedKernels fixed;

    private Convolution(Parameters parameters, NDArray weight, Window window) {
        this.parameters = parameters;
        this.weight = weight;
        this.window = window;
        fixed = new FixedKernels(parameters, weight, window);
    }

    /** Keeps height and width: a 3x3 kernel. */
    static Convolution same(Parameters parameters, String name, int in, int out) {
        return new Convolution(parameters, parameters.normal(name + ".weight", 0, out, in, 3, 3), Window.SAME);
    }

    /** Halves height and width: a 4x4 kernel. */
    static Convolution halving(Parameters parameters, String name, int in, int out) {
        return new Convolution(parameters, parameters.normal(name + ".weight", 0, out, in, 4, 4), Window.HALVING);
    }

    /** Doubles height and width: nearest-neighbour upsampling, then a 3x3 kernel. */
    static Convolution doubling(Parameters parameters, String name, int in, int out) {
        return new Convolution(parameters, parameters.normal(name + ".weight", 0, out, in, 3, 3), Window.DOUBLING);
    }

    /** Doubles height and width: a transposed convolution with a 4x4 kernel. */
    static Convolution transposed(Parameters parameters, String name, int in, int out) {
        return new Convolution(parameters, parameters.normal(name + ".weight", 0, out, in, 4, 4), Window.TRANSPOSED);
    }

    NDArray forward(NDArray x, Slope slope, Mode mode) {
        if (mode.learns() || parameters.learning()) {
            return mode.kernels().activate(mode.kernels().convolve(x, weight, window), slope);
        }
        return fixed.run(x, slope, mode, this::copies);
    }

    private FixedKernels.Weights copies(NDManager manager) {
        NDArray copy = weight.duplicate();
        copy.attach(manager);
        return new FixedKernels.Weights(
                copy, manager.zeros(new Shape(weight.getShape().get(0))));
    }
}
