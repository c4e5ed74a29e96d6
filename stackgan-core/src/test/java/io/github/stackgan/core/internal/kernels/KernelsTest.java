package io.github.stackgan.core.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.Precision;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kernel of the archive against its twin of plain DJL operations, in value and in gradient. */
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
        "CELL, 7, FLOAT32",
        "SAME, 7, FLOAT32",
        "HALVING, 8, FLOAT32",
        "DOUBLING, 4, FLOAT32",
        "DOUBLING, 8, FLOAT32",
        "DOUBLING, 11, FLOAT32",
        "TRANSPOSED, 4, FLOAT32",
        "TRANSPOSED, 7, FLOAT32",
        "TRANSPOSED, 4, BFLOAT16",
        "TRANSPOSED, 8, BFLOAT16",
        "CELL, 7, BFLOAT16",
        "SAME, 8, BFLOAT16",
        "HALVING, 8, BFLOAT16",
        "DOUBLING, 4, BFLOAT16",
        "DOUBLING, 8, BFLOAT16"
    })
    void convolutions_agree_in_value_and_gradient(Window window, int side, Precision precision) {
        NDArray x = normal(3, 5, side, side);
        NDArray weight = normal(6, 5, window.kernel(), window.kernel());
        List<float[]> expected = withGradients(k -> k.convolve(x, weight, window), PLAIN, x, weight);
        List<float[]> found = withGradients(k -> k.convolve(x, weight, window), script(precision), x, weight);
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
            Window window, int height, int width, Precision precision) {
        NDArray x = normal(2, 256, height, width);
        NDArray weight = normal(256, 256, window.kernel(), window.kernel());
        List<float[]> expected = withGradients(k -> k.convolve(x, weight, window), PLAIN, x, weight);
        List<float[]> found = withGradients(k -> k.convolve(x, weight, window), script(precision), x, weight);
        assertAllClose(found, expected, tolerance(precision));
    }

    /** As many channels as make differences the faster way, on grids small and large. */
    @ParameterizedTest
    @CsvSource({"9, 8, FLOAT32", "3, 5, FLOAT32", "9, 8, BFLOAT16", "7, 8, BFLOAT16", "4, 1, BFLOAT16"})
    void upsampling_of_many_channels_agrees_in_value_and_gradient(int height, int width, Precision precision) {
        NDArray x = normal(2, 512, height, width);
        NDArray weight = normal(3, 512, 3, 3);
        List<float[]> expected = withGradients(k -> k.convolve(x, weight, Window.DOUBLING), PLAIN, x, weight);
        List<float[]> found = withGradients(k -> k.convolve(x, weight, Window.DOUBLING), script(precision), x, weight);
        assertAllClose(found, expected, tolerance(precision));
    }

    @ParameterizedTest
    @CsvSource({"LINEAR, 1", "RELU, 1", "LEAKY, 1", "LEAKY, 2", "LINEAR, 3"})
    void normalisation_agrees_in_value_gradient_and_running_statistics(Slope slope, int batches) {
        NDArray x = normal(12, 3, 5, 5);
        NDArray scale = normal(3);
        NDArray offset = normal(3);
        List<List<float[]>> both = new ArrayList<>();
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            Kernels.Norm norm =
                    new Kernels.Norm(scale, offset, manager.zeros(new Shape(3)), manager.ones(new Shape(3)));
            List<float[]> arrays = withGradients(k -> k.normalize(x, norm, slope, batches), kernels, x, scale, offset);
            arrays.add(norm.mean().toFloatArray());
            arrays.add(norm.variance().toFloatArray());
            both.add(arrays);
        }
        assertAllClose(both.get(1), both.get(0), 1e-5);
    }

    @ParameterizedTest
    @EnumSource(Slope.class)
    void prepared_weights_give_what_learning_ones_give(Slope slope) {
        for (Window window : Window.values()) {
            NDArray x = normal(2, 5, 8, 8);
            NDArray weight = normal(6, 5, window.kernel(), window.kernel());
            NDArray bias = normal(6);
            NDArray expected = PLAIN.activate(PLAIN.convolve(x, weight, window).add(bias.reshape(1, -1, 1, 1)), slope);
            for (Precision precision : Precision.values()) {
                Kernels kernels = script(precision);
                NDArray found = kernels.widen(kernels.run(
                        x,
                        kernels.prepare(weight, bias, window, kernels.form(x, weight, window), x.getShape()),
                        slope));
                assertClose(found.toFloatArray(), expected.toFloatArray(), tolerance(precision));
            }
            NDArray plain = PLAIN.run(x, PLAIN.prepare(weight, bias, window, Kernels.Form.DIRECT, x.getShape()), slope);
            assertClose(plain.toFloatArray(), expected.toFloatArray(), 1e-5);
        }
    }

    /** Enough channels and cells for Winograd's way, on a grid that its windows do not fill; and enough small pictures for differences. */
    @ParameterizedTest
    @CsvSource({"SAME, 5, 256, 15, WINOGRAD", "DOUBLING, 4, 16, 4, LEARNING", "SAME, 1, 256, 15, PACKED"})
    void prepared_weights_of_every_form_give_what_learning_ones_give(
            Window window, int pictures, int channels, int side, Kernels.Form expectedForm) {
        NDArray x = normal(pictures, channels, side, side);
        NDArray weight = normal(channels, channels, window.kernel(), window.kernel());
        NDArray bias = normal(channels);
        Kernels kernels = script(Precision.FLOAT32);
        Kernels.Form form = kernels.form(x, weight, window);
        assertThat(form).isIn(expectedForm, Kernels.Form.DIRECT);
        NDArray expected =
                PLAIN.activate(PLAIN.convolve(x, weight, window).add(bias.reshape(1, -1, 1, 1)), Slope.LEAKY);
        NDArray found = kernels.run(x, kernels.prepare(weight, bias, window, form, x.getShape()), Slope.LEAKY);
        assertClose(found.toFloatArray(), expected.toFloatArray(), 1e-5);
    }

    /** A network that does not learn may still have to say how its input should change, as the picture encoder of a similarity loss does. */
    @ParameterizedTest
    @CsvSource({"SAME, 5, 256, 15", "DOUBLING, 4, 16, 4", "HALVING, 1, 16, 8", "TRANSPOSED, 1, 8, 4", "CELL, 1, 8, 4"})
    void gradients_flow_through_prepared_weights(Window window, int pictures, int channels, int side) {
        NDArray x = normal(pictures, channels, side, side);
        NDArray weight = normal(channels, channels, window.kernel(), window.kernel());
        NDArray bias = normal(channels);
        Function<Kernels, NDArray> fixed = kernels ->
                kernels.run(x, kernels.prepare(weight, bias, window, Kernels.Form.DIRECT, x.getShape()), Slope.LEAKY);
        assertAllClose(withGradients(fixed, script(Precision.FLOAT32), x), withGradients(fixed, PLAIN, x), 1e-5);
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
            both.add(kernels.normalize(kernels.convolve(x, weight, Window.SAME), norm, Slope.LINEAR, 1)
                    .toFloatArray());
            both.add(norm.variance().toFloatArray());
        }
        assertAllClose(both.subList(2, 4), both.subList(0, 2), 3e-6);
    }

    @Test
    void units_for_matrices_are_found_in_what_linux_says_of_the_processor(@TempDir Path folder) throws IOException {
        Path description = folder.resolve("cpuinfo");
        assertThat(Processor.multipliesMatrices(description)).isFalse();
        Files.writeString(description, "flags\t\t: fpu avx512_bf16 amx_bf16 amx_tile\n");
        assertThat(Processor.multipliesMatrices(description)).isTrue();
        Files.writeString(description, "flags\t\t: fpu avx512_bf16\n");
        assertThat(Processor.multipliesMatrices(description)).isFalse();
    }

    @Test
    void folded_upsampling_equals_upsampling_then_convolution_on_odd_grids() {
        NDArray x = normal(2, 3, 9, 13);
        NDArray weight = normal(4, 3, 3, 3);
        NDArray expected = PLAIN.convolve(PlainKernels.nearest(x), weight, Window.SAME);
        NDArray found = PLAIN.convolve(x, weight, Window.DOUBLING);
        assertThat(found.getShape()).isEqualTo(expected.getShape());
        assertClose(found.toFloatArray(), expected.toFloatArray(), 1e-5);
    }

    /** One pixel of 1 becomes the kernel itself, but for its rim, which falls off a grid of one pixel. */
    @Test
    void a_transposed_convolution_of_one_pixel_is_the_middle_of_its_kernel() {
        NDArray weight = manager.arange(16f).reshape(1, 1, 4, 4).duplicate();
        NDArray x = manager.ones(new Shape(1, 1, 1, 1));
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            assertThat(kernels.convolve(x, weight, Window.TRANSPOSED).toFloatArray())
                    .containsExactly(5, 6, 9, 10);
        }
    }

    @Test
    void adam_in_one_call_is_adam_array_by_array() {
        List<List<float[]>> both = new ArrayList<>();
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            RandomStream numbers = RandomStream.of(9, "adam", 0);
            List<List<NDArray>> arrays = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                arrays.add(List.of(
                        manager.create(numbers.normal(40)).duplicate(),
                        manager.create(numbers.normal(7)).duplicate()));
            }
            arrays.get(3).forEach(v -> v.muli(v));
            kernels.adam(new AdamUpdate(
                    arrays.get(0),
                    arrays.get(1),
                    arrays.get(2),
                    arrays.get(3),
                    new AdamUpdate.Rates(2e-2, 0.5, 0.999),
                    3));
            assertThat(arrays.get(0)).allMatch(w -> w.getName() == null);
            both.add(List.of(arrays.get(0), arrays.get(2), arrays.get(3)).stream()
                    .flatMap(List::stream)
                    .map(NDArray::toFloatArray)
                    .toList());
        }
        assertAllClose(both.get(1), both.get(0), 1e-6);
    }

    @Test
    void gradients_are_those_of_a_backward_pass_and_of_the_last_loss_alone() {
        NDArray used = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)).duplicate();
        NDArray unused = manager.ones(new Shape(3)).duplicate();
        for (Kernels kernels : List.of(PLAIN, script(Precision.FLOAT32))) {
            for (int i = 0; i < 2; i++) {
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    List.of(used, unused).forEach(w -> w.setRequiresGradient(true));
                    // The gradient of the second is 0, by a way that the first takes not at all.
                    NDArray loss =
                            used.transpose().square().sum().add(unused.mul(0).sum());
                    List<NDArray> gradients = kernels.gradients(collector, loss, List.of(used, unused));
                    assertThat(gradients.get(0).toFloatArray()).containsExactly(2, 4, 6, 8);
                    assertThat(gradients.get(1).toFloatArray()).containsExactly(0, 0, 0);
                    assertThat(gradients).allMatch(g -> g.getManager() == loss.getManager());
                    assertThat(used.getName()).isNull();
                } finally {
                    List.of(used, unused).forEach(w -> w.setRequiresGradient(false));
                }
            }
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
