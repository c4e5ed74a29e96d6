package io.github.stackgan.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whichever algorithm is chosen for a layer, on whatever processor, it is the same convolution. Layers are those of
 * networks as wide as the bundled model's (gf 48, df 32), two images each.
 */
class ConvolutionAlgorithmTest {
    /** {@link Im2ColMatrix} grows with the square of the cells. */
    private static final int SIDE_FOR_IM2COL = 16;

    private static final Kernels PLAIN = PlainKernels.INSTANCE;
    private static final TorchScript SCRIPT = TorchScript.load(ScriptKernels.class, "kernels.py");
    private static final DirectConvolution DIRECT = new DirectConvolution(SCRIPT, Precision.FLOAT32);

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final RandomStream random = RandomStream.of(6, "algorithms", 0);

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray normal(long... shape) {
        Shape s = new Shape(shape);
        return manager.create(random.normal((int) s.size()), s).duplicate();
    }

    private static DifferenceConvolution differences(long cellsByProducts) {
        return new DifferenceConvolution(SCRIPT, Precision.FLOAT32, cellsByProducts);
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLING, 384, 192, 4",
        "DOUBLING, 192, 96, 8",
        "DOUBLING, 48, 24, 32",
        "TRANSPOSED, 96, 48, 4",
        "SAME, 24, 3, 64",
        "SAME, 192, 192, 16",
        "HALVING, 3, 32, 64",
        "HALVING, 32, 64, 32",
        "HALVING, 128, 256, 8",
        "POINTWISE, 384, 256, 4"
    })
    void all_for_weights_that_learn_agree_in_value_and_gradient(
            ConvolutionGeometry geometry, int in, int out, int side) {
        NDArray x = normal(2, in, side, side);
        NDArray weight = normal(out, in, geometry.kernel(), geometry.kernel());
        Map<String, Supplier<NDArray>> all = new LinkedHashMap<>();
        all.put("direct", () -> DIRECT.run(x, weight, geometry));
        all.put("channels last", () -> DIRECT.channelsLast(x, weight, geometry));
        if (!geometry.enlarges() && side <= SIDE_FOR_IM2COL) {
            all.put("im2col", () -> new Im2ColConvolution(SCRIPT, Precision.FLOAT32).run(x, weight, geometry));
        }
        if (geometry == ConvolutionGeometry.DOUBLING) {
            all.put("differences", () -> differences(0).run(x, weight));
            if (side <= SIDE_FOR_IM2COL / 2) {
                all.put("products", () -> differences(64).run(x, weight));
            }
        }
        List<float[]> expected = withGradients(() -> PLAIN.convolve(x, weight, geometry), x, weight);
        all.forEach((name, run) -> assertClose(name, withGradients(run, x, weight), expected));
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLING, 384, 192, 4",
        "DOUBLING, 48, 24, 32",
        "TRANSPOSED, 96, 48, 4",
        "SAME, 192, 192, 16",
        "SAME, 24, 3, 64",
        "HALVING, 128, 256, 8",
        "POINTWISE, 384, 256, 4"
    })
    void all_for_weights_that_do_not_learn_agree(ConvolutionGeometry geometry, int in, int out, int side) {
        NDArray x = normal(2, in, side, side);
        Kernels.Weights weights =
                new Kernels.Weights(normal(out, in, geometry.kernel(), geometry.kernel()), normal(out));
        Map<Kernels.InferenceAlgorithm, ConvolutionAlgorithm> all = new LinkedHashMap<>();
        all.put(Kernels.InferenceAlgorithm.DIRECT, DIRECT);
        PackedConvolution.methods()
                .flatMap(methods -> PackedConvolution.of(methods, DIRECT))
                .ifPresent(packed -> all.put(Kernels.InferenceAlgorithm.PACKED, packed));
        if (geometry == ConvolutionGeometry.SAME) {
            all.put(Kernels.InferenceAlgorithm.WINOGRAD, new WinogradConvolution(SCRIPT));
        }
        if (geometry == ConvolutionGeometry.DOUBLING) {
            all.put(Kernels.InferenceAlgorithm.DIFFERENCES, differences(16));
        }
        Kernels.Prepared plain = PLAIN.prepare(weights, geometry, Kernels.InferenceAlgorithm.DIRECT, x.getShape());
        List<float[]> expected =
                List.of(PLAIN.run(x, plain, Activation.LEAKY_RELU).toFloatArray());
        all.forEach((name, algorithm) -> {
            Kernels.Prepared prepared =
                    new Kernels.Prepared(algorithm.prepare(weights, geometry, x.getShape()), geometry, name);
            NDArray found = algorithm.run(x, prepared, Activation.LEAKY_RELU);
            assertClose(name.name(), List.of(found.toFloatArray()), expected);
        });
    }

    /** The result, then the gradient of a weighted sum of it for each argument. */
    private List<float[]> withGradients(Supplier<NDArray> convolution, NDArray... arguments) {
        List<float[]> arrays = new ArrayList<>();
        for (NDArray argument : arguments) {
            argument.setRequiresGradient(true);
        }
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray y = convolution.get();
            int size = Math.toIntExact(y.getShape().size());
            NDArray weights = manager.create(RandomStream.of(1, "sum", 0).normal(size), y.getShape());
            collector.backward(y.mul(weights).sum());
            arrays.add(y.stopGradient().toFloatArray());
        }
        for (NDArray argument : arguments) {
            try (NDArray gradient = argument.getGradient()) {
                arrays.add(gradient.toFloatArray());
                gradient.muli(0);
            }
            argument.setRequiresGradient(false);
        }
        return arrays;
    }

    /** To a part in 100,000 of the largest number, which the docs promise. */
    private static void assertClose(String name, List<float[]> found, List<float[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            float largest = 0;
            float difference = 0;
            for (int j = 0; j < expected.get(i).length; j++) {
                largest = Math.max(largest, Math.abs(expected.get(i)[j]));
                difference = Math.max(difference, Math.abs(expected.get(i)[j] - found.get(i)[j]));
            }
            assertThat(found.get(i)).hasSameSizeAs(expected.get(i));
            assertThat(difference).as("%s, array %d", name, i).isLessThanOrEqualTo(1e-5f * largest);
        }
    }
}
