package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;

/** Reads a 4x4 feature map (N, C, 4, 4) into one number each (N), with a bias, in 32 bits. */
final class LogitHead {
    private final NDArray weight;
    private final NDArray bias;

    LogitHead(Parameters parameters, String name, int in) {
        weight = parameters.normal(name + ".weight", 0, 1, in, 4, 4);
        bias = parameters.zeros(name + ".bias", 1);
    }

    NDArray forward(NDArray features, Mode mode) {
        NDArray x = mode.kernels().widen(features);
        // A view of the weight would belong to the weight's manager, and stay.
        return x.mul(weight).sum(new int[] {1, 2, 3}).add(bias);
    }
}
