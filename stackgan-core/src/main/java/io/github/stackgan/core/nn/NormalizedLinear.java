package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.settings.Stage;
import java.util.Optional;

/**
 * A fully connected layer with a bias, batch normalisation or nothing in its place, and an activation, in 32 bits.
 *
 * @since 0.1.0
 */
public final class NormalizedLinear {
    private final Linear linear;
    private final Optional<BatchNormalization> norm;
    private final Activation activation;

    private NormalizedLinear(Linear linear, Optional<BatchNormalization> norm, Activation activation) {
        this.linear = linear;
        this.norm = norm;
        this.activation = activation;
    }

    /** With first weights as Torch's own fully connected layers; what follows the name is 0 and 1. */
    public static NormalizedLinear of(Parameters parameters, String name, int in, int out, Activation activation) {
        return of(Stage.Normalization.BATCH, parameters, name, in, out, activation);
    }

    /** The same, with first weights that keep the features' scale where there is no batch normalisation. */
    public static NormalizedLinear of(
            Stage.Normalization kind, Parameters parameters, String name, int in, int out, Activation activation) {
        return switch (kind) {
            case BATCH -> {
                Linear linear = Linear.uniform(parameters, name + ".0", in, out);
                yield normalized(linear, parameters, name, out, activation);
            }
            case NONE ->
                new NormalizedLinear(
                        Linear.keepingScale(parameters, name + ".0", in, out), Optional.empty(), activation);
        };
    }

    /** A convolution of a 4x4 kernel that reads a feature map (N, in, 4, 4) of as many cells: all of it at once. */
    public static NormalizedLinear ofFeatureMap(
            Stage.Normalization kind, Parameters parameters, String name, int in, int out, Activation activation) {
        int cells = in * VectorToFeatureMap.CELLS;
        return switch (kind) {
            case BATCH -> {
                Linear linear = Linear.withBias(parameters, name + ".0", cells, out);
                yield normalized(linear, parameters, name, out, activation);
            }
            case NONE -> of(kind, parameters, name, cells, out, activation);
        };
    }

    private static NormalizedLinear normalized(
            Linear linear, Parameters parameters, String name, int out, Activation activation) {
        BatchNormalization norm = new BatchNormalization(parameters, name + ".1", out);
        return new NormalizedLinear(linear, Optional.of(norm), activation);
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
        NDArray y = linear.forward(flat);
        if (norm.isEmpty()) {
            return mode.kernels().activate(y, activation);
        }
        return mode.kernels().widen(norm.get().forward(y, activation, mode));
    }
}
