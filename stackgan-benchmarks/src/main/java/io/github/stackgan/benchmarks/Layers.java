package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The textbook's layers, over weights by their PyTorch names. */
final class Layers {
    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.9f;
    private static final float LEAK = 0.2f;

    /** The engine's number for it. */
    private static final int NEAREST = 0;

    private final Map<String, NDArray> weights;

    Layers(Map<String, NDArray> weights) {
        this.weights = weights;
    }

    /** Copies of weights, as a network of its own. */
    static Map<String, NDArray> copy(NDManager manager, Map<String, NDArray> weights) {
        Map<String, NDArray> copy = new LinkedHashMap<>();
        weights.forEach((name, w) -> {
            NDArray own = w.duplicate();
            own.attach(manager);
            copy.put(name, own);
        });
        return copy;
    }

    private NDArray weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private @Nullable NDArray bias(String name) {
        return weights.get(name + ".bias");
    }

    NDArray linear(String name, NDArray x) {
        NDArray w = weight(name + ".weight");
        return Linear.linear(x, w, bias(name)).singletonOrThrow();
    }

    NDArray convolution(String name, NDArray x, int stride, int padding) {
        NDArray w = weight(name + ".weight");
        return Conv2d.conv2d(x, w, bias(name), new Shape(stride, stride), new Shape(padding, padding), new Shape(1, 1))
                .singletonOrThrow();
    }

    NDArray norm(String name, NDArray x) {
        return BatchNorm.batchNorm(
                        x,
                        weight(name + ".running_mean"),
                        weight(name + ".running_var"),
                        weight(name + ".weight"),
                        weight(name + ".bias"),
                        -1,
                        MOMENTUM,
                        EPSILON,
                        true)
                .singletonOrThrow();
    }

    NDArray evaluationNorm(String name, NDArray x) {
        return BatchNorm.batchNorm(
                        x,
                        weight(name + ".running_mean"),
                        weight(name + ".running_var"),
                        weight(name + ".weight"),
                        weight(name + ".bias"),
                        -1,
                        MOMENTUM,
                        EPSILON,
                        false)
                .singletonOrThrow();
    }

    /** Nearest-neighbour upsampling by the engine, then a 3x3 convolution. */
    NDArray up(String name, NDArray x) {
        long h = x.getShape().get(2);
        long w = x.getShape().get(3);
        NDArray large = JniUtils.interpolate((PtNDArray) x, new long[] {2 * h, 2 * w}, NEAREST, false);
        return convolution(name, large, 1, 1);
    }

    static NDArray leaky(NDArray x) {
        return Activation.leakyRelu(x, LEAK);
    }
}
