package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.testing.ColourPatches;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PhraseHeadTest {
    private static final int WIDTH = 3;

    @Test
    void loss_and_gradient_are_those_of_binary_cross_entropy() {
        Phrases phrases = Phrases.of(new ColourPatches(4));
        List<String> sentences = List.of("a red patch", "this patch is blue");
        float[] embeddings = {0.5f, -1, 2, 3, 0.25f, -0.75f};
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                Parameters parameters = Parameters.random(manager, 7)) {
            PhraseHead head = new PhraseHead(parameters, phrases, WIDTH);
            NDArray input = manager.create(embeddings, new Shape(2, WIDTH));
            input.setRequiresGradient(true);
            float found;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray loss = head.loss(input, sentences);
                found = loss.getFloat();
                collector.backward(loss);
            }
            float[] weight = weight(parameters, "phrases.weight");
            float[] bias = weight(parameters, "phrases.bias");
            float[] presence = phrases.presence(sentences);
            double expected = 0;
            double[] gradient = new double[embeddings.length];
            for (int i = 0; i < 2; i++) {
                for (int k = 0; k < phrases.size(); k++) {
                    double logit = bias[k] + product(weight, k, embeddings, i);
                    double present = presence[i * phrases.size() + k];
                    double probability = 1 / (1 + Math.exp(-logit));
                    expected -= Math.log(present == 1 ? probability : 1 - probability) / 2;
                    for (int j = 0; j < WIDTH; j++) {
                        gradient[i * WIDTH + j] += (probability - present) * weight[k * WIDTH + j] / 2;
                    }
                }
            }
            assertThat((double) found).isCloseTo(expected, within(1e-4));
            float[] foundGradient = input.getGradient().toFloatArray();
            for (int i = 0; i < gradient.length; i++) {
                assertThat((double) foundGradient[i]).as("gradient %d", i).isCloseTo(gradient[i], within(1e-4));
            }
        }
    }

    /** Of row k of the one with row i of the other. */
    private static double product(float[] weight, int k, float[] embeddings, int i) {
        double sum = 0;
        for (int j = 0; j < WIDTH; j++) {
            sum += weight[k * WIDTH + j] * embeddings[i * WIDTH + j];
        }
        return sum;
    }

    private static float[] weight(Parameters parameters, String name) {
        return Objects.requireNonNull(parameters.weights().get(name)).toFloatArray();
    }
}
