package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;

/**
 * A fully connected layer with a bias, batch normalisation and an activation, in 32 bits.
 *
 * @since 0.1.0
 */
public final class NormalizedLinear {
    private final Linear linear;
    private final BatchNormalization norm;
    private final Activation activation;

    private NormalizedLinear(Linear linear, BatchNormalization norm, Activation activation) {
        this.linear = linear;
        this.norm = norm;
        this.activation = activation;
    }

    /** With first weights as Torch's own fully connected layers; what follows the name is 0 and 1. */
    public static NormalizedLinear of(Parameters parameters, String name, int in, int out, Activation activation) {
        Linear linear = Linear.uniform(parameters, name + ".0", in, out);
        return new NormalizedLinear(linear, new BatchNormalization(parameters, name + ".1", out), activation);
    }

    /** A convolution of a 4x4 kernel that reads a feature map (N, in, 4, 4) of as many cells: all of it at once. */
    public static NormalizedLinear ofGrid(Parameters parameters, String name, int in, int out, Activation activation) {
        Linear linear = Linear.withBias(parameters, name + ".0", in * VectorToGrid.CELLS, out);
        return new NormalizedLinear(linear, new BatchNormalization(parameters, name + ".1", out), activation);
    }

    /**
     * Multiplies, normalises and activates.
     *
     * @param x (N, in), or what is that when flattened
     * @param mode what batch normalisation uses
     * @return (N, out)
     */
    public NDArray forward(NDArray x, Mode mode) {
        NDArray flat = mode.kernels().widen(x).reshape(x.getShape().get(0), -1);
        return mode.kernels().widen(norm.forward(linear.forward(flat), activation, mode));
    }
}
