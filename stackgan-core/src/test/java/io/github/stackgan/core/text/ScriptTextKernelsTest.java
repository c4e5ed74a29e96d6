package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.settings.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Layers over different windows against layers over all places, in value and in gradient. In 16 bits a number has an
 * error of up to 1 in 256, which grows on its way through two convolutions and back.
 */
class ScriptTextKernelsTest {
    private static final TorchScript SCRIPT = TorchScript.load(CharCnnRnnNetwork.class, "text.py");

    private static final List<String> TEXTS = List.of(
            "a small red bird with a white belly",
            "a small red bird with black wings, a white belly and a long tail",
            "",
            "a",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "this bird is blue; its crown is yellow. ".repeat(6));

    @ParameterizedTest
    @CsvSource({
        "BIRDS_CVPR, FLOAT32, 1e-5",
        "BIRDS_ICML, FLOAT32, 1e-5",
        "FLOWERS_ICML, FLOAT32, 1e-5",
        "BIRDS_CVPR, BFLOAT16, 0.15",
        "BIRDS_ICML, BFLOAT16, 0.15"
    })
    void agrees_with_the_plain_kernels(CharCnnRnn.Variant variant, Precision precision, double tolerance) {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(variant, 4, 3)) {
            Map<String, float[]> expected = withGradients(encoder, PlainTextKernels.INSTANCE);
            Map<String, float[]> found = withGradients(encoder, new ScriptTextKernels(SCRIPT, precision));
            assertThat(found).hasSameSizeAs(expected).containsKey("conv1.weight");
            found.forEach((name, values) -> assertThat(difference(values, Objects.requireNonNull(expected.get(name))))
                    .as(name)
                    .isLessThan(tolerance));
        }
    }

    /** The mean states, and the gradients of a weighted sum of them by all weights before the projection. */
    private static Map<String, float[]> withGradients(CharCnnRnn encoder, TextKernels kernels) {
        CharCnnRnnNetwork network = encoder.network();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        network.parameters().requireGradients();
        try (NDManager scratch = encoder.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray mean = kernels.mean(scratch, encoder.rows(TEXTS), network.layers());
            arrays.put("mean", mean.stopGradient().toFloatArray());
            NDArray weights = scratch.arange((int) mean.size())
                    .toType(mean.getDataType(), false)
                    .cos();
            NDArray loss = mean.mul(weights.reshape(mean.getShape())).sum();
            List<NDArray> gradients =
                    Gradients.of(collector, loss, network.parameters()).of(network.parameters());
            List<String> names = List.copyOf(network.parameters().weights().keySet());
            for (int i = 0; i < names.size(); i++) {
                arrays.put(names.get(i), gradients.get(i).toFloatArray());
            }
        }
        return arrays;
    }

    /** The length of the difference by the expected array's, or by 1 for nothing but zeros. */
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
