package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.settings.Stage;

/** What follows a convolution without bias, before the activation. */
public sealed interface Normalization permits BatchNormalization, ChannelBias {
    /**
     * What a folded convolution does to a channel.
     *
     * @param factor what it multiplies with (C)
     * @param shift what it adds after that (C)
     */
    record Folding(NDArray factor, NDArray shift) {}

    /** Applies it, and the activation; {@code x} may be overwritten. */
    NDArray forward(NDArray x, Activation activation, Mode mode);

    /** What it does by its present weights and running statistics; all arrays hang from {@code manager}. */
    Folding folding(NDManager manager);

    /** Makes its weights for a layer. */
    public static Normalization of(Stage.Normalization kind, Parameters parameters, NormalizedConvolution.Layer layer) {
        return switch (kind) {
            case BATCH -> new BatchNormalization(parameters, layer.norm(), layer.out());
            case NONE -> new ChannelBias(parameters, layer.convolution(), layer.out());
        };
    }

    /** Makes a convolution's weight (out, in, k, k) that suits it. */
    static NDArray kernel(
            Stage.Normalization kind, Parameters parameters, NormalizedConvolution.Layer layer, int side) {
        String name = layer.convolution() + ".weight";
        return switch (kind) {
            case BATCH -> parameters.normal(name, 0, layer.out(), layer.in(), side, side);
            case NONE -> {
                double deviation = Math.sqrt(2.0 / (layer.in() * side * side));
                yield parameters.deviating(name, deviation, layer.out(), layer.in(), side, side);
            }
        };
    }
}
