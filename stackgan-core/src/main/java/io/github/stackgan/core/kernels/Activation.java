package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.engine.TorchScript;
import java.util.Locale;

/** What follows a normalised convolution. */
public enum Activation {
    /** Nothing. */
    LINEAR,
    /** max(x, 0). */
    RELU,
    /** max(x, {@value #LEAK} x). */
    LEAKY_RELU;

    private static final float LEAK = 0.2f;

    /** Its method in TorchScript, and the end of other methods' names. */
    String method() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By plain DJL operations.
     *
     * @param x any array
     * @return of the same shape
     */
    public NDArray apply(NDArray x) {
        return switch (this) {
            case LINEAR -> x;
            case RELU -> ai.djl.nn.Activation.relu(x);
            case LEAKY_RELU -> ai.djl.nn.Activation.leakyRelu(x, LEAK);
        };
    }

    /** By TorchScript, which overwrites {@code x}. */
    NDArray apply(TorchScript script, NDArray x) {
        return this == LINEAR ? x : script.call(method(), x);
    }
}
