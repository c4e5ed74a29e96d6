package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.kernels.Activation;

/** A number for each channel, added: what stands where there is no batch normalisation. */
final class ChannelBias implements Normalization {
    private final NDArray bias;

    ChannelBias(Parameters parameters, String name, int channels) {
        bias = parameters.zeros(name + ".bias", channels);
    }

    @Override
    public NDArray forward(NDArray x, Activation activation, Mode mode) {
        return mode.kernels().activate(mode.kernels().shift(x, bias), activation);
    }

    @Override
    public Folding folding(NDManager manager) {
        NDArray shift = bias.duplicate();
        shift.attach(manager);
        return new Folding(manager.ones(new Shape(bias.size())), shift);
    }
}
