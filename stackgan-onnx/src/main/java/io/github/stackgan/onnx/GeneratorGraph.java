package io.github.stackgan.onnx;

import static io.github.stackgan.onnx.OnnxGraph.whole;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.stackgan.core.export.ModelNumbers;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.util.List;
import java.util.Map;

/**
 * All generators of a stack as one ONNX graph: {@code embedding} (N, T), {@code z} (N, Nz) and {@code eps1},
 * {@code eps2}, ... (N, Ng) for those stages that draw noise of a condition; to {@code stage1}, {@code stage2}, ... (N,
 * 3, S, S) in [-1, 1]. The layers are those of {@code Stage1Generator} and {@code Stage2Generator} in {@code core.gan}.
 */
final class GeneratorGraph {
    private static final int SMALLEST_SIDE = 4;

    /** How often the encoder of a refinement halves its image. */
    private static final int HALVINGS = 2;

    private final OnnxGraph graph = new OnnxGraph("generators");
    private final StackGanSettings settings;
    private final ModelNumbers numbers;
    private final String embedding;

    private GeneratorGraph(StackGanSettings settings, ModelNumbers numbers) {
        this.settings = settings;
        this.numbers = numbers;
        embedding = graph.input("embedding", DataType.FLOAT, settings.embeddingSize());
    }

    /** The file's bytes. */
    static byte[] model(StackGanSettings settings, ModelNumbers numbers, Map<String, String> metadata) {
        return new GeneratorGraph(settings, numbers).stack().model(metadata);
    }

    private OnnxGraph stack() {
        String image = stage1(settings.stage1());
        for (int i = 0; i < settings.refinements().size(); i++) {
            image = refinement(
                    i + 2,
                    image,
                    settings.stages().get(i).imageSize() / 4,
                    settings.refinements().get(i));
        }
        return graph;
    }

    /** Whether a stage is given noise for its condition. */
    static boolean drawsNoise(Stage stage) {
        boolean text = !(stage instanceof Stage2 refinement) || refinement.text() == Stage2.TextInput.EMBEDDING;
        return text && stage.conditioning().noise() != Conditioning.Noise.NONE;
    }

    private Layers layers(int stage) {
        String prefix = "stage" + stage + ".generator.";
        return new Layers(graph, prefix, numbers.startingWith(prefix));
    }

    private String condition(Layers layers, int number, Stage stage) {
        String eps = drawsNoise(stage)
                ? graph.input(
                        "eps" + number, DataType.FLOAT, stage.conditioning().size())
                : "";
        return layers.condition(embedding, stage.conditioning(), eps);
    }

    private String stage1(Stage1 stage) {
        Layers layers = layers(1);
        boolean plain = stage.body() == Stage.Body.PLAIN;
        ConvolutionGeometry doubling =
                stage.body() == Stage.Body.TRANSPOSED ? ConvolutionGeometry.TRANSPOSED : ConvolutionGeometry.DOUBLING;
        String z = graph.input("z", DataType.FLOAT, stage.noiseSize());
        String both = concat(z, condition(layers, 1, stage));
        String cells = layers.activate(
                layers.normalization(layers.linear(both, "fc.0"), "fc.1"), plain ? Activation.RELU : Activation.LINEAR);
        long channels = 8L * stage.generatorChannels();
        String x = graph.node("Reshape", List.of(cells, graph.longs(-1, channels, SMALLEST_SIDE, SMALLEST_SIDE)));
        x = plain ? x : layers.bottleneck(x, "residual1");
        int doublings = Integer.numberOfTrailingZeros(stage.imageSize() / SMALLEST_SIDE) - (plain ? 0 : 1);
        for (int i = 1; i <= doublings; i++) {
            boolean joins = !plain && i == 1;
            x = up(layers, x, i, doubling, joins ? Activation.LINEAR : Activation.RELU);
            x = joins ? layers.bottleneck(x, "residual2") : x;
        }
        return image(layers, x, 1, stage, plain ? ConvolutionGeometry.SAME : doubling);
    }

    private String refinement(int number, String below, int grid, Stage2 stage) {
        Layers layers = layers(number);
        String x = layers.activate(layers.convolution(below, "encoder.0", ConvolutionGeometry.SAME), Activation.RELU);
        x = layers.convolution(x, "encoder.2", "encoder.3", ConvolutionGeometry.HALVING, Activation.RELU);
        x = layers.convolution(x, "encoder.5", "encoder.6", ConvolutionGeometry.HALVING, Activation.RELU);
        if (stage.text() == Stage2.TextInput.EMBEDDING) {
            long size = stage.conditioning().size();
            String condition = condition(layers, number, stage);
            String cell = graph.node("Reshape", List.of(condition, graph.longs(-1, size, 1, 1)));
            x = concat(x, graph.node("Expand", List.of(cell, graph.longs(1, size, grid, grid))));
        }
        x = layers.convolution(x, "hr_joint.0", "hr_joint.1", ConvolutionGeometry.SAME, Activation.RELU);
        for (int i = 0; i < stage.residualBlocks(); i++) {
            x = layers.residual(x, "residual." + i + ".block");
        }
        int doublings = Integer.numberOfTrailingZeros(stage.imageSize() / grid);
        for (int i = 1; i <= doublings; i++) {
            x = up(layers, x, i, ConvolutionGeometry.DOUBLING, Activation.RELU);
            if (i == HALVINGS && stage.skipConnection() == Stage2.SkipConnection.FULL_SIZE) {
                String around =
                        layers.convolution(below, "skip.0", "skip.1", ConvolutionGeometry.SAME, Activation.RELU);
                x = graph.node("Add", List.of(x, around));
            }
        }
        return image(layers, x, number, stage, ConvolutionGeometry.SAME);
    }

    private static String up(Layers layers, String x, int i, ConvolutionGeometry geometry, Activation activation) {
        String name = "upsample" + i;
        return layers.convolution(x, name + ".1", name + ".2", geometry, activation);
    }

    private String concat(String first, String second) {
        return graph.node("Concat", List.of(first, second), whole("axis", 1));
    }

    private String image(Layers layers, String x, int number, Stage stage, ConvolutionGeometry geometry) {
        String image = graph.node("Tanh", List.of(layers.convolution(x, "img.0", geometry)));
        graph.output("stage" + number, image, 3, stage.imageSize(), stage.imageSize());
        return image;
    }
}
