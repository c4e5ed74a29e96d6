package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A fully connected layer, (N, in) to (N, out). */
final class Linear {
    private final NDArray weight;
    private final @Nullable NDArray bias;

    private Linear(NDArray weight, @Nullable NDArray bias) {
        this.weight = weight;
        this.bias = bias;
    }

    static Linear withBias(Parameters parameters, String name, int in, int out) {
        return new Linear(parameters.normal(name + ".weight", 0, out, in), parameters.zeros(name + ".bias", out));
    }

    static Linear withoutBias(Parameters parameters, String name, int in, int out) {
        return new Linear(parameters.normal(name + ".weight", 0, out, in), null);
    }

    NDArray forward(NDArray x) {
        return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }
}
