package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer, (N, in) to (N, out).
 *
 * @since 0.1.0
 */
public final class Linear {
    private final NDArray weight;
    private final @Nullable NDArray bias;

    private Linear(NDArray weight, @Nullable NDArray bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * Makes a layer's weights.
     *
     * @param parameters where they go
     * @param name what stands before their names
     * @param in numbers of each row
     * @param out numbers of each row of the result
     * @return the layer
     */
    public static Linear withBias(Parameters parameters, String name, int in, int out) {
        return new Linear(parameters.normal(name + ".weight", 0, out, in), parameters.zeros(name + ".bias", out));
    }

    /** The same, all of it uniform within 1/sqrt(in) at first, as in Torch. */
    public static Linear uniform(Parameters parameters, String name, int in, int out) {
        double bound = 1 / Math.sqrt(in);
        return new Linear(
                parameters.uniform(name + ".weight", bound, out, in), parameters.uniform(name + ".bias", bound, out));
    }

    /** The same, with normal first weights that keep the scale of what a ReLU, leaky or not, has made. */
    public static Linear keepingScale(Parameters parameters, String name, int in, int out) {
        return new Linear(
                parameters.deviating(name + ".weight", Math.sqrt(2.0 / in), out, in),
                parameters.zeros(name + ".bias", out));
    }

    public static Linear withoutBias(Parameters parameters, String name, int in, int out) {
        return new Linear(parameters.normal(name + ".weight", 0, out, in), null);
    }

    /**
     * Multiplies, and adds the bias.
     *
     * @param x (N, in)
     * @return (N, out)
     */
    public NDArray forward(NDArray x) {
        return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }
}
