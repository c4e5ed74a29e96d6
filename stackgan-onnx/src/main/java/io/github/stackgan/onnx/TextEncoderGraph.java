package io.github.stackgan.onnx;

import static io.github.stackgan.onnx.OnnxGraph.number;
import static io.github.stackgan.onnx.OnnxGraph.texts;
import static io.github.stackgan.onnx.OnnxGraph.whole;
import static io.github.stackgan.onnx.OnnxGraph.wholes;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.spi.HostArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * char-CNN-RNN as an ONNX graph: {@code characters} (N, 201) as {@link Alphabet#rows} gives them, to {@code embedding}
 * (N, T). The layers are those of {@code CharCnnRnnNetwork} in {@code core.text}.
 */
final class TextEncoderGraph {
    private static final float THRESHOLD = 1e-6f;
    private static final int ROWS = Alphabet.CHARACTERS.length();
    private static final String UPDATE = "_update";

    private final OnnxGraph graph = new OnnxGraph("text-encoder");
    private final Layers layers;

    private TextEncoderGraph(Map<String, HostArray> arrays) {
        layers = new Layers(graph, "", arrays);
    }

    /** The file's bytes; the arrays go by the published names. */
    static byte[] model(CharCnnRnn encoder, Map<String, HostArray> arrays, Map<String, String> metadata) {
        return new TextEncoderGraph(arrays).network(encoder).model(metadata);
    }

    private OnnxGraph network(CharCnnRnn encoder) {
        // The one published variant that keeps its 18 steps is also the one that is gated.
        boolean gated = encoder.variant() == CharCnnRnn.Variant.BIRDS_ICML;
        String rows = graph.input("characters", DataType.INT32, Alphabet.LENGTH);
        String columns = graph.node("Gather", List.of(graph.weight("rows", ones()), rows));
        String x = graph.node("Transpose", List.of(columns), wholes("perm", 0, 2, 1));
        x = pool(convolution(x, "conv1"), 3);
        x = pool(convolution(x, "conv2"), 3);
        x = convolution(x, "conv3");
        x = gated ? x : pool(x, 2);
        String steps = graph.node("Transpose", List.of(x), wholes("perm", 2, 0, 1));
        String states = gated
                ? recurrence(steps, "GRU", "Tanh", List.of(UPDATE, "_reset", ""))
                : recurrence(steps, "RNN", "Relu", List.of(""));
        String mean = graph.node("ReduceMean", List.of(states), wholes("axes", 0), whole("keepdims", 0));
        graph.output("embedding", layers.linear(mean, "emb_proj"), encoder.embeddingSize());
        return graph;
    }

    /** A row of 70 for each character, with a single 1; of none, zeros. */
    private static HostArray ones() {
        float[] table = new float[(ROWS + 1) * ROWS];
        for (int i = 0; i < ROWS; i++) {
            table[i * ROWS + i] = 1;
        }
        return HostArray.of(table, ROWS + 1, ROWS);
    }

    private String convolution(String x, String name) {
        String weight = graph.weight(name + ".weight", layers.array(name + ".weight"));
        String bias = graph.weight(name + ".bias", layers.array(name + ".bias"));
        String convolved = graph.node("Conv", List.of(x, weight, bias));
        return graph.node("ThresholdedRelu", List.of(convolved), number("alpha", THRESHOLD));
    }

    private String pool(String x, int stride) {
        return graph.node("MaxPool", List.of(x), wholes("kernel_shape", 3), wholes("strides", stride));
    }

    /** All hidden states, (steps, N, C) to the same. The first sees the text alone: no state, not even its bias. */
    private String recurrence(String steps, String operator, String activation, List<String> gates) {
        String start = graph.node("Squeeze", List.of(graph.slice(steps, 0, 0, 1), graph.longs(0)));
        String first = graph.node(activation, List.of(layers.linear(start, "rnn.i2h")));
        String before = graph.node("Unsqueeze", List.of(first, graph.longs(0)));
        String input = stacked("rnn.i2h", ".weight", gates);
        String hidden = stacked("rnn.h2h", ".weight", gates);
        String bias = graph.node(
                "Concat",
                List.of(stacked("rnn.i2h", ".bias", gates), stacked("rnn.h2h", ".bias", gates)),
                whole("axis", 1));
        List<String> inputs = List.of(graph.slice(steps, 0, 1, Alphabet.LENGTH), input, hidden, bias, "", before);
        long width = layers.array("rnn.i2h.weight").shape()[0];
        String rest = gates.size() > 1
                ? graph.node(operator, inputs, whole("hidden_size", width))
                : graph.node(operator, inputs, whole("hidden_size", width), texts("activations", activation));
        String after = graph.node("Squeeze", List.of(rest, graph.longs(1)));
        return graph.node("Concat", List.of(before, after), whole("axis", 0));
    }

    /**
     * The arrays of all gates, one below the other, (1, gates * C, ...). ONNX counts the update gate the other way
     * round, as 1 - sigmoid(a) = sigmoid(-a), so that gate's are negated.
     */
    private String stacked(String name, String kind, List<String> gates) {
        List<Weight> parts = new ArrayList<>();
        for (String gate : gates) {
            Weight part = Weight.of(layers.array(name + gate + kind));
            parts.add(gate.equals(UPDATE) ? negative(part) : part);
        }
        long[] shape = parts.get(0).shape();
        long[] all = Stream.of(new long[] {1, gates.size() * shape[0]}, Arrays.copyOfRange(shape, 1, shape.length))
                .flatMapToLong(Arrays::stream)
                .toArray();
        float[] numbers = new float[Math.toIntExact(Weight.count(all))];
        int to = 0;
        for (Weight part : parts) {
            float[] from = part.toFloats();
            System.arraycopy(from, 0, numbers, to, from.length);
            to += from.length;
        }
        return graph.weight(
                name + ".all" + kind,
                Weight.ofFloats(numbers, all).as(parts.get(0).type()));
    }

    private static Weight negative(Weight weight) {
        float[] numbers = weight.toFloats();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = -numbers[i];
        }
        return Weight.ofFloats(numbers, weight.shape()).as(weight.type());
    }
}
