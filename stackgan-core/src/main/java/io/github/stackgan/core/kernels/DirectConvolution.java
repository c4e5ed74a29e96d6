package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.settings.Precision;
import java.util.Locale;

/**
 * The engine's own convolutions. Nearest-neighbour upsampling and a 3x3 convolution are one transposed convolution
 * with a 4x4 kernel. Gradients flow to the feature map, of prepared weights as well.
 */
final class DirectConvolution implements ConvolutionAlgorithm {
    private final TorchScript script;
    private final Precision precision;

    DirectConvolution(TorchScript script, Precision precision) {
        this.script = script;
        this.precision = precision;
    }

    /** Of weights that learn: (N, in, H, W) to (N, out, H', W'). */
    NDArray run(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        return script.call(geometry.method(precision), x, weight);
    }

    /** The same, with a result that lays each cell's channels side by side. */
    NDArray channelsLast(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        return script.call(geometry.method(precision) + "_last", x, weight);
    }

    @Override
    public Kernels.Weights prepare(Kernels.Weights weights, ConvolutionGeometry geometry, Shape x) {
        String form =
                switch (geometry) {
                    case DOUBLING -> "enlarge_";
                    case TRANSPOSED -> "transpose_";
                    case POINTWISE, SAME, HALVING -> "copy_";
                };
        String type = precision.name().toLowerCase(Locale.ROOT);
        return new Kernels.Weights(
                script.call(form + type, weights.kernel()), script.call("copy_" + type, weights.bias()));
    }

    @Override
    public NDArray run(NDArray x, Kernels.Prepared prepared, Activation activation) {
        Kernels.Weights weights = prepared.weights();
        String method = prepared.geometry().method() + "_" + activation.method();
        return script.call(method, x, weights.kernel(), weights.bias());
    }
}
