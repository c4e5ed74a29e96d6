package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.kernels.Kernels;
import io.github.stackgan.settings.Precision;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One layer's convolution while its weights do not learn: prepared for the kernels once, and again when the weights
 * have changed.
 */
final class InferenceConvolution {
    private final Parameters parameters;
    private final NDArray weight;
    private final ConvolutionGeometry geometry;
    private final Map<Key, Held> held = new HashMap<>();

    private record Key(Precision precision, Kernels.InferenceAlgorithm algorithm) {}

    private record Held(long version, Kernels.Prepared prepared) {}

    InferenceConvolution(Parameters parameters, NDArray weight, ConvolutionGeometry geometry) {
        this.parameters = parameters;
        this.weight = weight;
        this.geometry = geometry;
    }

    /**
     * Convolves.
     *
     * @param x feature map (N, in, H, W)
     * @param activation the activation
     * @param mode whose kernels do it
     * @param weights what to convolve with; asked only when it may have changed, and all arrays may belong to the
     *     given manager
     * @return (N, out, H', W')
     */
    NDArray run(NDArray x, Activation activation, Mode mode, Function<NDManager, Kernels.Weights> weights) {
        return mode.kernels().run(x, prepared(x, mode, weights), activation);
    }

    private synchronized Kernels.Prepared prepared(NDArray x, Mode mode, Function<NDManager, Kernels.Weights> weights) {
        Kernels.InferenceAlgorithm algorithm = mode.kernels().fastest(x, weight, geometry);
        Key key = new Key(mode.precision(), algorithm);
        Held found = held.get(key);
        long version = parameters.version();
        if (found != null && found.version() == version) {
            return found.prepared();
        }
        if (found != null) {
            found.prepared().close();
        }
        try (NDManager scratch = weight.getManager().newSubManager()) {
            Kernels.Prepared prepared =
                    mode.kernels().prepare(weights.apply(scratch), geometry, algorithm, x.getShape());
            prepared.attach(weight.getManager());
            held.put(key, new Held(version, prepared));
            return prepared;
        }
    }
}
