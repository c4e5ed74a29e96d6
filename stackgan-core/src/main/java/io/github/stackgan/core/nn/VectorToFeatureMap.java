package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;

/**
 * A transposed convolution of a 4x4 kernel that makes a feature map (N, out, 4, 4) of a vector (N, in), with a bias,
 * batch normalisation and an activation.
 *
 * @since 0.1.0
 */
public final class VectorToFeatureMap {
    static final int SIDE = 4;
    static final int CELLS = SIDE * SIDE;

    private final Linear linear;
    private final BiasedNormalization norm;
    private final int channels;
    private final Activation activation;

    public VectorToFeatureMap(Parameters parameters, String name, int in, int out, Activation activation) {
        linear = Linear.withoutBias(parameters, name + ".0", in, out * CELLS);
        norm = new BiasedNormalization(
                new ChannelBias(parameters, name + ".0", out), new BatchNormalization(parameters, name + ".1", out));
        channels = out;
        this.activation = activation;
    }

    public NDArray forward(NDArray vector, Mode mode) {
        NDArray grid = linear.forward(vector).reshape(-1, channels, SIDE, SIDE);
        return norm.forward(grid, activation, mode);
    }
}
