package io.github.stackgan.onnx;

import static io.github.stackgan.onnx.OnnxGraph.number;
import static io.github.stackgan.onnx.OnnxGraph.text;
import static io.github.stackgan.onnx.OnnxGraph.whole;
import static io.github.stackgan.onnx.OnnxGraph.wholes;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.spi.HostArray;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The layers of one network, by the names of its arrays. What they do is said in {@code core.nn}. */
final class Layers {
    private static final float LEAK = 0.2f;
    private static final float EPSILON = 1e-5f;

    private final OnnxGraph graph;
    private final String prefix;
    private final Map<String, HostArray> arrays;

    /** The prefix makes the names of this network's arrays different from others' in the graph. */
    Layers(OnnxGraph graph, String prefix, Map<String, HostArray> arrays) {
        this.graph = graph;
        this.prefix = prefix;
        this.arrays = arrays;
    }

    HostArray array(String name) {
        return Objects.requireNonNull(arrays.get(name), prefix + name);
    }

    private String weight(String name) {
        return graph.weight(prefix + name, array(name));
    }

    /** (N, in) to (N, out), with a bias where there is one. */
    String linear(String x, String name) {
        String weight = weight(name + ".weight");
        String bias = name + ".bias";
        List<String> inputs = arrays.containsKey(bias) ? List.of(x, weight, weight(bias)) : List.of(x, weight);
        return graph.node("Gemm", inputs, whole("transB", 1));
    }

    /** A two-dimensional convolution without bias. */
    String convolution(String x, String name, ConvolutionGeometry geometry) {
        return switch (geometry) {
            case POINTWISE, SAME -> convolve(x, weight(name + ".weight"), 1, geometry.kernel() / 2);
            case HALVING -> convolve(x, weight(name + ".weight"), 2, 1);
            case DOUBLING -> convolve(doubled(x), weight(name + ".weight"), 1, 1);
            case TRANSPOSED ->
                graph.node(
                        "ConvTranspose",
                        List.of(x, graph.weight(prefix + name + ".weight", inputFirst(array(name + ".weight")))),
                        wholes("strides", 2, 2),
                        wholes("pads", 1, 1, 1, 1));
        };
    }

    private String convolve(String x, String weight, int stride, int padding) {
        AttributeProto pads = wholes("pads", padding, padding, padding, padding);
        return graph.node("Conv", List.of(x, weight), wholes("strides", stride, stride), pads);
    }

    private String doubled(String x) {
        return graph.node(
                "Resize",
                List.of(x, "", graph.floats(1, 1, 2, 2)),
                text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor"));
    }

    /** ONNX has the channels of the input first, this library those of the result. */
    private static HostArray inputFirst(HostArray array) {
        Weight weight = Weight.of(array);
        long[] shape = weight.shape();
        int out = Math.toIntExact(shape[0]);
        int in = Math.toIntExact(shape[1]);
        int cells = Math.toIntExact(shape[2] * shape[3]);
        float[] from = weight.toFloats();
        float[] to = new float[from.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                System.arraycopy(from, (o * in + i) * cells, to, (i * out + o) * cells, cells);
            }
        }
        return Weight.ofFloats(to, in, out, shape[2], shape[3]).as(weight.type());
    }

    /** Batch normalisation by running statistics. */
    String normalization(String x, String name) {
        List<String> inputs = List.of(
                x,
                weight(name + ".weight"),
                weight(name + ".bias"),
                weight(name + ".running_mean"),
                weight(name + ".running_var"));
        return graph.node("BatchNormalization", inputs, number("epsilon", EPSILON));
    }

    /** A convolution, batch normalisation and an activation. */
    String convolution(String x, String name, String norm, ConvolutionGeometry geometry, Activation activation) {
        return activate(normalization(convolution(x, name, geometry), norm), activation);
    }

    String activate(String x, Activation activation) {
        return switch (activation) {
            case LINEAR -> x;
            case RELU -> graph.node("Relu", List.of(x));
            case LEAKY_RELU -> graph.node("LeakyRelu", List.of(x), number("alpha", LEAK));
        };
    }

    /** Two convolutions added to their input, then ReLU. */
    String residual(String x, String name) {
        String first = convolution(x, name + ".0", name + ".1", ConvolutionGeometry.SAME, Activation.RELU);
        String second = convolution(first, name + ".3", name + ".4", ConvolutionGeometry.SAME, Activation.LINEAR);
        return activate(graph.node("Add", List.of(x, second)), Activation.RELU);
    }

    /** The TensorFlow release's residual block. */
    String bottleneck(String x, String name) {
        String narrow = convolution(x, name + ".0", name + ".1", ConvolutionGeometry.POINTWISE, Activation.RELU);
        String middle = convolution(narrow, name + ".3", name + ".4", ConvolutionGeometry.SAME, Activation.RELU);
        String wide = convolution(middle, name + ".6", name + ".7", ConvolutionGeometry.SAME, Activation.LINEAR);
        return activate(graph.node("Add", List.of(x, wide)), Activation.RELU);
    }

    /** Conditioning Augmentation: embedding (N, T) and eps (N, Ng) to a condition (N, Ng); without noise, the mean. */
    String condition(String embedding, Conditioning settings, String eps) {
        Activation activation =
                switch (settings.activation()) {
                    case RELU -> Activation.RELU;
                    case LEAKY_RELU -> Activation.LEAKY_RELU;
                };
        String both = activate(linear(embedding, "ca_net.fc"), activation);
        String mean = graph.slice(both, 1, 0, settings.size());
        if (settings.noise() == Conditioning.Noise.NONE) {
            return mean;
        }
        String scale = graph.slice(both, 1, settings.size(), 2L * settings.size());
        String logSigma = settings.scale() == Conditioning.Scale.LOG_SIGMA
                ? scale
                : graph.node("Mul", List.of(scale, graph.floats(0.5f)));
        String sigma = graph.node("Exp", List.of(logSigma));
        return graph.node("Add", List.of(mean, graph.node("Mul", List.of(sigma, eps))));
    }
}
