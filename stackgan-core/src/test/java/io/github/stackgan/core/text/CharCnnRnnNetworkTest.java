package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Recording;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CharCnnRnnNetworkTest {
    private static final List<String> TEXTS = List.of(
            "a small red bird with a white belly",
            "a small red bird with black wings, a white belly and a long tail",
            "",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "this bird is blue; its crown is yellow. ".repeat(6));

    /** From texts to what the recurrence reads, (N, C, steps). */
    @FunctionalInterface
    private interface Layers {
        NDArray of(NDManager scratch);
    }

    /** In value and gradient. */
    @ParameterizedTest
    @EnumSource
    void layers_over_different_windows_are_layers_over_all_places(CharCnnRnn.Variant variant) {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(variant, 4, 3)) {
            int[][] texts = encoder.rows(TEXTS);
            Parameters parameters = encoder.network().parameters();
            Map<String, float[]> expected = withGradients(parameters, s -> everywhere(s, texts, variant, parameters));
            Map<String, float[]> found =
                    withGradients(parameters, s -> atPlaces(encoder.network().features(s, texts)));
            found.forEach((name, values) -> assertThat(difference(values, Objects.requireNonNull(expected.get(name))))
                    .as(name)
                    .isLessThan(1e-5));
        }
    }

    /** As the paper has it: all characters of all texts, place by place. */
    private static NDArray everywhere(
            NDManager scratch, int[][] texts, CharCnnRnn.Variant variant, Parameters parameters) {
        NDArray x = scratch.create(
                        Arrays.stream(texts).flatMapToInt(Arrays::stream).toArray())
                .oneHot(Alphabet.SIZE + 1)
                .reshape(texts.length, Alphabet.LENGTH, Alphabet.SIZE + 1)
                .transpose(0, 2, 1)
                .get(":,:" + Alphabet.SIZE);
        for (int i = 1; i <= 3; i++) {
            NDArray weight = Objects.requireNonNull(parameters.weights().get("conv" + i + ".weight"));
            NDArray bias = Objects.requireNonNull(parameters.weights().get("conv" + i + ".bias"));
            NDArray y = Conv1d.conv1d(x, weight, bias, new Shape(1), new Shape(0), new Shape(1))
                    .singletonOrThrow();
            x = y.mul(y.gt(1e-6f).toType(DataType.FLOAT32, false));
            if (i < 3 || !variant.keepsLength()) {
                x = Pool.maxPool1d(x, new Shape(3), new Shape(i < 3 ? 3 : 2), new Shape(0), false);
            }
        }
        return x;
    }

    private static NDArray atPlaces(CharCnnRnnNetwork.Features features) {
        long[] places = Arrays.stream(features.places())
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        NDArray rows = features.rows();
        return rows.get(rows.getManager().create(places))
                .reshape(features.places().length, -1, rows.getShape().get(1))
                .transpose(0, 2, 1);
    }

    /** The result, and the gradients of a weighted sum of it. */
    private static Map<String, float[]> withGradients(Parameters parameters, Layers layers) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        try (NDManager scratch = parameters
                        .weights()
                        .values()
                        .iterator()
                        .next()
                        .getManager()
                        .newSubManager();
                Recording recording = Recording.of(parameters)) {
            NDArray y = layers.of(scratch);
            arrays.put("the result", y.stopGradient().toFloatArray());
            NDArray weights = scratch.arange(0f, y.size()).cos().reshape(y.getShape());
            List<NDArray> gradients =
                    recording.gradients(y.mul(weights).sum(), parameters).of(parameters);
            List<String> names = List.copyOf(parameters.weights().keySet());
            for (int i = 0; i < names.size(); i++) {
                arrays.put(names.get(i), gradients.get(i).toFloatArray());
            }
        }
        return arrays;
    }

    /** The length of the difference by the expected array's, or by 1 if that is 0. */
    private static double difference(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < found.length; i++) {
            difference += Math.pow(found[i] - expected[i], 2);
            size += Math.pow(expected[i], 2);
        }
        return Math.sqrt(size == 0 ? difference : difference / size);
    }
}
