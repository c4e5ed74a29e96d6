package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.engine.PyTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    private static final int STEPS = 5;
    private static final int TEXTS = 2;
    private static final int WIDTH = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void in_one_call_or_step_by_step_states_and_gradients_are_the_same(int gates) {
        List<float[]> scripted = stateAndGradients(Recurrence.find("script"), gates);
        List<float[]> plain = stateAndGradients(Recurrence.find("plain"), gates);
        assertThat(scripted).hasSize(1 + 3 * gates);
        for (int i = 0; i < scripted.size(); i++) {
            assertThat(scripted.get(i)).as("array " + i).containsExactly(plain.get(i), within(1e-6f));
            assertThat(scripted.get(i)).as("array " + i).isNotEqualTo(new float[scripted.get(i).length]);
        }
    }

    /** A mean that forgot the number of steps, or the order of the gates, would be another. */
    @Test
    void one_gated_step_after_the_first_is_what_the_formula_says() {
        try (NDManager manager = PyTorch.manager(Optional.empty())) {
            NDList inputs = new NDList();
            for (float value : new float[] {0.5f, -0.25f, 1f}) {
                inputs.add(manager.create(new float[] {value, value / 2}, new Shape(2, 1, 1)));
            }
            NDList hidden = new NDList();
            for (float value : new float[] {0.3f, 0.7f, -0.9f}) {
                hidden.add(manager.create(new float[] {value}, new Shape(1, 1)));
                hidden.add(manager.create(new float[] {value / 10}));
            }
            double h = Math.tanh(1);
            double update = sigmoid(0.25 + 0.3 * h + 0.03);
            double reset = sigmoid(-0.125 + 0.7 * h + 0.07);
            double candidate = Math.tanh(0.5 - 0.9 * reset * h - 0.09);
            double mean = (h + h + update * (candidate - h)) / 2;
            for (String wish : List.of("script", "plain")) {
                assertThat(Recurrence.find(wish).mean(inputs, hidden).toFloatArray()[0])
                        .as(wish)
                        .isCloseTo((float) mean, within(1e-6f));
            }
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static List<float[]> stateAndGradients(Recurrence recurrence, int gates) {
        try (NDManager manager = PyTorch.manager(Optional.empty())) {
            manager.getEngine().setRandomSeed(7);
            NDList inputs = new NDList();
            NDList hidden = new NDList();
            for (int gate = 0; gate < gates; gate++) {
                inputs.add(manager.randomNormal(new Shape(STEPS, TEXTS, WIDTH)));
                hidden.add(manager.randomNormal(new Shape(WIDTH, WIDTH)));
                hidden.add(manager.randomNormal(new Shape(WIDTH)));
            }
            Stream.concat(inputs.stream(), hidden.stream()).forEach(array -> array.setRequiresGradient(true));
            List<float[]> results = new ArrayList<>();
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray mean = recurrence.mean(inputs, hidden);
                collector.backward(mean.square().sum());
                results.add(mean.toFloatArray());
            }
            inputs.forEach(array -> results.add(array.getGradient().toFloatArray()));
            hidden.forEach(array -> results.add(array.getGradient().toFloatArray()));
            return results;
        }
    }
}
