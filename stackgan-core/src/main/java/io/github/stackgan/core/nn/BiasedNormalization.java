package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.kernels.Activation;

/**
 * A bias, then batch normalisation, which takes the mean away again: Torch's own convolutions, whose weights would
 * otherwise not be those of its models.
 */
final class BiasedNormalization implements Normalization {
    private final ChannelBias bias;
    private final BatchNormalization norm;

    BiasedNormalization(ChannelBias bias, BatchNormalization norm) {
        this.bias = bias;
        this.norm = norm;
    }

    @Override
    public NDArray forward(NDArray x, Activation activation, Mode mode) {
        return norm.forward(bias.forward(x, Activation.LINEAR, mode), activation, mode);
    }

    @Override
    public Folding folding(NDManager manager) {
        Folding after = norm.folding(manager);
        NDArray before = bias.folding(manager).shift();
        return new Folding(after.factor(), after.factor().mul(before).add(after.shift()));
    }
}
