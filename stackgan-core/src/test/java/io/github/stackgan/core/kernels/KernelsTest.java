package io.github.stackgan.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kernel of the archive against its counterpart of plain DJL operations, in value and in gradient. */
class KernelsTest {
    private static final Kernels PLAIN = PlainKernels.INSTANCE;

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final RandomStream random = RandomStream.of(5, "kernels", 0);

    @AfterEach
    void close() {
        manager.close();
    }

    private static Kernels script(Precision precision) {
        return KernelChoice.choose("script").kernels(precision);
    }

    /** The tolerances that the docs promise, relative to the largest number. */
    private static double tolerance(Precision precision) {
        return precision == Precision.FLOAT32 ? 1e-5 : 2e-2;
    }

    private NDArray normal(long... shape) {
        Shape s = new Shape(shape);
        return manager.create(random.normal((int) s.size()), s).duplicate();
    }

    @ParameterizedTest
    @CsvSource({
        "POINTWISE, 7, FLOAT32",
        "SAME, 7, FLOAT32",
        "HALVING, 8, FLOAT32",
        "DOUBLING, 4, FLOAT32",
        "DOUBLING, 8, FLOAT32",
        "DOUBLING, 11, FLOAT32",
        "TRANSPOSED, 4, FLOAT32",
        "TRANSPOSED, 7, FLOAT32",
        "TRANSPOSED, 4, BFLOAT16",
        "TRANSPOSED, 8, BFLOAT16",
        "POINTWISE, 7, BFLOAT16",
        "SAME, 8, BFLOAT16",
        "HALVING, 8, BFLOAT16",
        "DOUBLING, 4, BFLOAT16",
        "DOUBLING, 8, BFLOAT16"
    })
    void convolutions_agree_in_value_and_gradient(ConvolutionGeometry geometry, int side, Precision precision) {
        NDArray x = normal(3, 5, side, side);
        NDArray weight = normal(6, 5, geometry.kernel(), geometry.kernel());
        List<float[]> expected = withGradients(k -> k.convolve(x, weight, geometry), PLAIN, x, weight);
        List<float[]> found = withGradients(k -> k.convolve(x, weight, geometry), script(precision), x, weight);
        assertAllClose(found, expected, tolerance(precision));
    }

    /** So many weights and so few cells that a product is the faster way. */
    @ParameterizedTest
    @CsvSource({
        "HALVING, 4, 4, FLOAT32",
        "HALVING, 5, 2, FLOAT32",
        "SAME, 2, 3, FLOAT32",
        "HALVING, 4, 4, BFLOAT16",
        "SAME, 3, 2, BFLOAT16",
        "TRANSPOSED, 2, 2, FLOAT32"
    })
    void convolutions_of_few_cells_agree_in_value_and_gradient(
            ConvolutionGeometry geometry, int height, int width, Precision precision) {
        NDArray x = normal(2, 256, height, width);
        NDArray weight = normal(256, 256, geometry.kernel(), geometry.kernel());
        List<float[]> expected = withGradients(k -> k.convolve(x, weight, geometry), PLAIN, x, weight);
        List<float[]> found = withGradients(k -> k.convolve(x, weight, geometry), script(precision), x, weight);
        assertAllClose(found, expected, tolerance(precision));
    }

    /** As many channels as make differences the faster way, on feature maps small and large. */
    @ParameterizedTest
    @CsvSource({"9, 8, FLOAT32", "3, 5, FLOAT32", "9, 8, BFLOAT16", "7, 8, BFLOAT16", "4, 1, BFLOAT16"})
    void upsampling_of_many_channels_agrees_in_value_and_gradient(int height, int width, Precision precision) {
        NDArray x = normal(2, 512, height, width);
        NDArray weight = normal(3, 512, 3, 3);
        List<float[]> expected =
                withGradients(k -> k.convolve(x, weight, ConvolutionGeometry.DOUBLING), PLAIN, x, weight);
        List<float[]> found =
                withGradients(k -> k.convolve(x, weight, ConvolutionGeometry.DOUBLING), script(precision), x, weight);
        assertAllClose(found, expected, tolerance(precision));
    }

    @ParameterizedTest
    @CsvSource({"LINEAR, 1", "RELU, 1", "LEAKY_RELU, 1", "LEAKY_RELU, 2", "LINEAR, 3"})
    void normalisation_agrees_in_value_gradient_and_running_statistics(Activation activation, int batches) {
        NDArray x = normal(12, 3, 5, 5);
        NDArray scale = normal(3);
        NDArray offset = normal(3);
        List<List<float[]>> both = new ArrayList<>();
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            Kernels.Norm norm =
                    new Kernels.Norm(scale, offset, manager.zeros(new Shape(3)), manager.ones(new Shape(3)));
            List<float[]> arrays =
                    withGradients(k -> k.normalize(x, norm, activation, batches), kernels, x, scale, offset);
            arrays.add(norm.mean().toFloatArray());
            arrays.add(norm.variance().toFloatArray());
            both.add(arrays);
        }
        assertAllClose(both.get(1), both.get(0), 1e-5);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void prepared_weights_give_what_learning_ones_give(Activation activation) {
        for (ConvolutionGeometry geometry : ConvolutionGeometry.values()) {
            NDArray x = normal(2, 5, 8, 8);
            NDArray weight = normal(6, 5, geometry.kernel(), geometry.kernel());
            NDArray bias = normal(6);
            NDArray expected =
                    PLAIN.activate(PLAIN.convolve(x, weight, geometry).add(bias.reshape(1, -1, 1, 1)), activation);
            for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
                Kernels kernels = script(precision);
                NDArray found = kernels.widen(kernels.run(
                        x,
                        kernels.prepare(
                                new Kernels.Weights(weight, bias),
                                geometry,
                                kernels.fastest(x, weight, geometry),
                                x.getShape()),
                        activation));
                assertClose(found.toFloatArray(), expected.toFloatArray(), tolerance(precision));
            }
            NDArray plain = PLAIN.run(
                    x,
                    PLAIN.prepare(
                            new Kernels.Weights(weight, bias),
                            geometry,
                            Kernels.InferenceAlgorithm.DIRECT,
                            x.getShape()),
                    activation);
            assertClose(plain.toFloatArray(), expected.toFloatArray(), 1e-5);
        }
    }

    /**
     * Enough channels and cells for Winograd's way, on a feature map that its windows do not fill; and enough small
     * images for differences.
     */
    @ParameterizedTest
    @CsvSource({"SAME, 5, 256, 15, WINOGRAD", "DOUBLING, 4, 16, 4, DIFFERENCES", "SAME, 1, 256, 15, PACKED"})
    void prepared_weights_of_every_algorithm_give_what_learning_ones_give(
            ConvolutionGeometry geometry,
            int images,
            int channels,
            int side,
            Kernels.InferenceAlgorithm expectedAlgorithm) {
        NDArray x = normal(images, channels, side, side);
        NDArray weight = normal(channels, channels, geometry.kernel(), geometry.kernel());
        NDArray bias = normal(channels);
        Kernels kernels = script(Precision.FLOAT32);
        Kernels.InferenceAlgorithm algorithm = kernels.fastest(x, weight, geometry);
        assertThat(algorithm).isIn(expectedAlgorithm, Kernels.InferenceAlgorithm.DIRECT);
        NDArray expected = PLAIN.activate(
                PLAIN.convolve(x, weight, geometry).add(bias.reshape(1, -1, 1, 1)), Activation.LEAKY_RELU);
        NDArray found = kernels.run(
                x,
                kernels.prepare(new Kernels.Weights(weight, bias), geometry, algorithm, x.getShape()),
                Activation.LEAKY_RELU);
        assertClose(found.toFloatArray(), expected.toFloatArray(), 1e-5);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void a_shift_adds_a_number_to_each_channel_and_keeps_the_precision(Precision precision) {
        NDArray x = normal(2, 5, 3, 3);
        NDArray bias = normal(5);
        Kernels kernels = script(precision);
        NDArray narrow = kernels.convolve(x, manager.eye(5).reshape(5, 5, 1, 1), ConvolutionGeometry.POINTWISE);
        NDArray found = kernels.shift(narrow, bias);
        assertThat(found.getDataType()).isEqualTo(narrow.getDataType());
        float[] expected = x.add(bias.reshape(1, 5, 1, 1)).toFloatArray();
        assertClose(kernels.widen(found).toFloatArray(), expected, tolerance(precision));
        assertClose(PLAIN.shift(x, bias).toFloatArray(), expected, 1e-6);
    }

    /** The engine adds up channels that lie side by side in 32 bits, which so many cells would not bear. */
    @Test
    void normalisation_of_very_many_cells_is_exact_whatever_the_layout() {
        NDArray x = normal(2, 3, 256, 256);
        NDArray weight = normal(4, 3, 3, 3);
        List<float[]> both = new ArrayList<>();
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            Kernels.Norm norm = new Kernels.Norm(
                    manager.ones(new Shape(4)),
                    manager.zeros(new Shape(4)),
                    manager.zeros(new Shape(4)),
                    manager.ones(new Shape(4)));
            both.add(
                    kernels.normalize(kernels.convolve(x, weight, ConvolutionGeometry.SAME), norm, Activation.LINEAR, 1)
                            .toFloatArray());
            both.add(norm.variance().toFloatArray());
        }
        assertAllClose(both.subList(2, 4), both.subList(0, 2), 3e-6);
    }

    @Test
    void folded_upsampling_equals_upsampling_then_convolution_on_odd_sizes() {
        NDArray x = normal(2, 3, 9, 13);
        NDArray weight = normal(4, 3, 3, 3);
        NDArray expected = PLAIN.convolve(FoldedConvolution.nearest(x), weight, ConvolutionGeometry.SAME);
        NDArray found = PLAIN.convolve(x, weight, ConvolutionGeometry.DOUBLING);
        assertThat(found.getShape()).isEqualTo(expected.getShape());
        assertClose(found.toFloatArray(), expected.toFloatArray(), 1e-5);
    }

    /** One pixel of 1 becomes the kernel itself, but for its rim, which falls off a feature map of one pixel. */
    @Test
    void a_transposed_convolution_of_one_pixel_is_the_middle_of_its_kernel() {
        NDArray weight = manager.arange(16f).reshape(1, 1, 4, 4).duplicate();
        NDArray x = manager.ones(new Shape(1, 1, 1, 1));
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            assertThat(kernels.convolve(x, weight, ConvolutionGeometry.TRANSPOSED)
                            .toFloatArray())
                    .containsExactly(5, 6, 9, 10);
        }
    }

    @Test
    void plain_kernels_refuse_sixteen_bits_and_say_why() {
        assertThat(KernelChoice.choose("plain").kernels(Precision.FLOAT32)).isSameAs(PLAIN);
        assertThatThrownBy(() -> KernelChoice.choose("plain").kernels(Precision.BFLOAT16))
                .isInstanceOf(StackGanException.class)
                .hasMessageContaining("BFLOAT16")
                .hasMessageContaining("-Dstackgan.kernels=plain");
    }

    @Test
    void an_unknown_choice_is_refused() {
        assertThatThrownBy(() -> KernelChoice.choose("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dstackgan.kernels=fast, but it must be auto, plain or script");
    }

    /** The result, then the gradient of a weighted sum of it for each argument. */
    private List<float[]> withGradients(Function<Kernels, NDArray> operation, Kernels kernels, NDArray... arguments) {
        List<float[]> arrays = new ArrayList<>();
        for (NDArray argument : arguments) {
            argument.setRequiresGradient(true);
        }
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray y = kernels.widen(operation.apply(kernels));
            NDArray weights = manager.create(
                    RandomStream.of(1, "sum", 0).normal((int) y.getShape().size()), y.getShape());
            collector.backward(y.mul(weights).sum());
            arrays.add(y.stopGradient().toFloatArray());
        }
        for (NDArray argument : arguments) {
            NDArray gradient = argument.getGradient();
            arrays.add(gradient.toFloatArray());
            gradient.muli(0);
            gradient.close();
            argument.setRequiresGradient(false);
        }
        return arrays;
    }

    private static void assertAllClose(List<float[]> found, List<float[]> expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertClose(found.get(i), expected.get(i), tolerance);
        }
    }

    private static void assertClose(float[] found, float[] expected, double tolerance) {
        double largest = 0;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        assertThat(found).hasSameSizeAs(expected);
        assertThat(largest).isGreaterThan(0);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i])
                    .as("number %d", i)
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(tolerance * largest));
        }
    }
}
