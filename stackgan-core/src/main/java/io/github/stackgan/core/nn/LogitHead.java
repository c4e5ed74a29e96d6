package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/** Reads a 4x4 grid (N, C, 4, 4) into one number each (N), with a bias, in 32 bits. */
final class LogitHead {
    private final NDArray weight;
    private final NDArray bias;

    LogitHead(Parameters parameters, String name, int in) {
        weight = parameters.normal(name + ".weight", 0, 1, in, 4, 4);
        bias = parameters.zeros(name + ".bias", 1);
    }

    NDArray forward(NDArray features, Mode mode) {
        NDArray x = mode.kernels().widen(features);
        return Conv2d.conv2d(x, weight, bias, new Shape(4, 4), new Shape(0, 0), new Shape(1, 1))
                .singletonOrThrow()
                .flatten();
    }
}
