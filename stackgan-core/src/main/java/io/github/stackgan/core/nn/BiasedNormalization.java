package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.kernels.Activation;

/**
 * A bias, then batch normalisation, which takes the mean away again: Torch's own convolutions, whose weights would
 * otherwise not be those of its models.
 */
public final class BiasedNormalization implements Normalization {
    private final ChannelBias bias;
    private final BatchNormalization norm;

    public BiasedNormalization(Parameters parameters, NormalizedConvolution.Layer layer) {
        bias = new ChannelBias(parameters, layer.convolution(), layer.out());
        norm = new BatchNormalization(parameters, layer.norm(), layer.out());
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
