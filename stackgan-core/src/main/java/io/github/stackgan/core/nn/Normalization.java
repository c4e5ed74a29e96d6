package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.kernels.Activation;

/** What follows a convolution without bias, before the activation. */
public sealed interface Normalization permits BatchNormalization, BiasedNormalization, ChannelBias {
    /**
     * What a folded convolution does to a channel.
     *
     * @param factor what it multiplies with (C)
     * @param shift what it adds after that (C)
     */
    record Folding(NDArray factor, NDArray shift) {}

    /** Applies it, and the activation; {@code x} may be overwritten. */
    NDArray forward(NDArray x, Activation activation, Mode mode);

    /** What it does by its present weights and running statistics; all arrays belong to {@code manager}. */
    Folding folding(NDManager manager);
}
