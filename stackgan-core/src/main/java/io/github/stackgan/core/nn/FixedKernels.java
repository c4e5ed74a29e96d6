package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.Precision;
import io.github.stackgan.core.internal.kernels.Kernels;
import io.github.stackgan.core.internal.kernels.Slope;
import io.github.stackgan.core.internal.kernels.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** One layer's convolution while its weights do not learn: prepared for the kernels once, and again when the weights have changed. */
final class FixedKernels {
    private final Parameters parameters;
    private final NDArray weight;
    private final Window window;
    private final Map<Key, Held> held = new HashMap<>();

    private record Key(Precision precision, Kernels.Form form) {}

    private record Held(long version, Kernels.Prepared prepared) {}

    /** A kernel (out, in, k, k) and a bias (out). */
    record Weights(NDArray kernel, NDArray bias) {}

    FixedKernels(Parameters parameters, NDArray weight, Window window) {
        this.parameters = parameters;
        this.weight = weight;
        this.window = window;
    }

    /**
     * Convolves.
     *
     * @param x grid (N, in, H, W)
     * @param slope the activation
     * @param mode whose kernels do it
     * @param weights what to convolve with; asked only when it may have changed, and all arrays may hang from the given manager
     * @return (N, out, H', W')
     */
    NDArray run(NDArray x, Slope slope, Mode mode, Function<NDManager, Weights> weights) {
        return mode.kernels().run(x, prepared(x, mode, weights), slope);
    }

    private synchronized Kernels.Prepared prepared(NDArray x, Mode mode, Function<NDManager, Weights> weights) {
        Kernels.Form form =
                mode.judging() ? Kernels.Form.DIRECT : mode.kernels().form(x, weight, window);
        Key key = new Key(mode.precision(), form);
        Held found = held.get(key);
        long version = parameters.version();
        if (found != null && found.version() == version) {
            return found.prepared();
        }
        if (found != null) {
            found.prepared().close();
        }
        try (NDManager scratch = weight.getManager().newSubManager()) {
            Weights now = weights.apply(scratch);
            Kernels.Prepared prepared = mode.kernels().prepare(now.kernel(), now.bias(), window, form, x.getShape());
            prepared.attach(weight.getManager());
            held.put(key, new Held(version, prepared));
            return prepared;
        }
    }
}
