package io.github.stackgan.core.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * While it is open, the engine records how losses are computed. It does so once in a process: another training's step
 * waits for its turn. However a step ends, no weight requires gradients after it.
 *
 * @since 0.1.0
 */
public final class Recording implements AutoCloseable {
    private static final ReentrantLock TURN = new ReentrantLock(true);

    private final GradientCollector collector;
    private final List<Parameters> learners = new ArrayList<>();

    private Recording() {
        collector = PyTorchEngine.start().newGradientCollector();
    }

    /**
     * Begins to record, when no other thread does.
     *
     * @param learners whose weights require gradients from now on
     * @return what records, to be closed by this thread
     */
    public static Recording of(Parameters... learners) {
        TURN.lock();
        Recording recording = begun();
        try {
            for (Parameters learner : learners) {
                recording.requireGradients(learner);
            }
            return recording;
        } catch (RuntimeException | Error e) {
            recording.close();
            throw e;
        }
    }

    private static Recording begun() {
        try {
            return new Recording();
        } catch (RuntimeException | Error e) {
            TURN.unlock();
            throw e;
        }
    }

    /**
     * Weights require gradients from now on, until {@link #gradients} has derived something by them.
     *
     * @param learner whose
     */
    public void requireGradients(Parameters learner) {
        learners.add(learner);
        learner.requireGradients();
    }

    /**
     * Derives a loss; the weights require gradients no longer.
     *
     * @param loss a scalar
     * @param networks whose weights to derive it by; they must require gradients
     * @return the gradients, 0 for weights that the loss does not depend on
     */
    public Gradients gradients(NDArray loss, Parameters... networks) {
        return Gradients.of(collector, loss, networks);
    }

    @Override
    public void close() {
        try {
            collector.close();
            learners.stream().filter(Parameters::learning).forEach(Parameters::stopGradients);
        } finally {
            TURN.unlock();
        }
    }
}
