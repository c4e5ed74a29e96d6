package io.github.stackgan.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private final NDManager manager = PyTorchEngine.start().newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private Parameters weights(long seed) {
        Parameters parameters = Parameters.random(manager, seed);
        parameters.uniform("w", 1, 3, 2);
        return parameters;
    }

    /** The square of all weights has twice the weights as its gradient. */
    private static float[] gradientOfSquare(Parameters parameters) {
        try (NDManager scratch = parameters.weights().get("w").getManager().newSubManager();
                Recording recording = Recording.of(parameters)) {
            NDArray loss = parameters.weights().get("w").square().sum();
            loss.attach(scratch);
            return recording.gradients(loss, parameters).of(parameters).get(0).toFloatArray();
        }
    }

    @Test
    void trainings_on_several_threads_take_turns() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> trainings = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Parameters parameters = weights(i);
                float[] expected = parameters.weights().get("w").mul(2).toFloatArray();
                trainings.add(() -> {
                    for (int step = 0; step < 50; step++) {
                        assertThat(gradientOfSquare(parameters)).containsExactly(expected);
                    }
                    return null;
                });
            }
            for (Future<Void> training : pool.invokeAll(trainings)) {
                training.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void however_a_step_ends_weights_require_gradients_no_longer() {
        Parameters parameters = weights(1);
        assertThatThrownBy(() -> {
                    try (Recording recording = Recording.of()) {
                        recording.requireGradients(parameters);
                        assertThat(parameters.learning()).isTrue();
                        throw new IllegalStateException("out of memory");
                    }
                })
                .hasMessage("out of memory");
        assertThat(parameters.learning()).isFalse();
        assertThat(parameters.weights().get("w").hasGradient()).isFalse();
        assertThat(gradientOfSquare(parameters)).hasSize(6);
    }
}
