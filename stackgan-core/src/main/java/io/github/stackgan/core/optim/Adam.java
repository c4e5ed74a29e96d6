package io.github.stackgan.core.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba, ICLR 2015) as PyTorch computes it: the bias corrections apply to the moments, epsilon is added
 * after them. Its whole state can be saved and loaded, so that training goes on as if never stopped. DJL's own Adam can
 * do neither.
 *
 * @since 0.1.0
 */
public final class Adam implements AutoCloseable {
    private final Parameters parameters;
    private final double beta1;
    private final double beta2;
    private final NDManager manager;
    private final Map<String, NDArray> first;
    private final Map<String, NDArray> second;
    private long steps;

    private Adam(NDManager parent, Parameters parameters, double beta1, double beta2) {
        this.parameters = parameters;
        this.beta1 = beta1;
        this.beta2 = beta2;
        manager = parent.newSubManager();
        first = zeros();
        second = zeros();
    }

    private Map<String, NDArray> zeros() {
        Map<String, NDArray> result = new LinkedHashMap<>();
        parameters.weights().forEach((name, w) -> result.put(name, manager.zeros(w.getShape())));
        return result;
    }

    /**
     * An optimizer at its beginning.
     *
     * @param parent the manager that its state belongs to
     * @param parameters the network that it updates
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @return the optimizer
     */
    public static Adam of(NDManager parent, Parameters parameters, double beta1, double beta2) {
        return new Adam(parent, parameters, beta1, beta2);
    }

    /**
     * Updates every weight of its network.
     *
     * @param gradients of a loss by the network's weights; those are freed
     * @param learningRate the learning rate
     */
    public void step(Gradients gradients, double learningRate) {
        steps++;
        List<NDArray> own = gradients.of(parameters);
        OptimizerKernels.get()
                .adam(new AdamUpdate(
                        List.copyOf(parameters.weights().values()),
                        own,
                        List.copyOf(first.values()),
                        List.copyOf(second.values()),
                        new AdamUpdate.Rates(learningRate, beta1, beta2),
                        steps));
        own.forEach(NDArray::close);
        parameters.changed();
    }

    /**
     * What it updates.
     *
     * @return the network's weights
     */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * Copies the state to the host.
     *
     * @param prefix put before every name
     * @param into where the copies go
     */
    public void save(String prefix, Map<String, Weight> into) {
        Parameters.save(prefix + "first.", first, into);
        Parameters.save(prefix + "second.", second, into);
        into.put(prefix + "steps", Weight.ofLongs(new long[] {steps}, 1));
    }

    /**
     * Replaces the state.
     *
     * @param origin what it comes from, for messages
     * @param prefix what stands before the names
     * @param from where it is
     * @throws ModelFormatException if a part is missing or of another shape
     */
    public void load(String origin, String prefix, Map<String, Weight> from) {
        Weight saved = from.get(prefix + "steps");
        long found = saved != null && saved.type() == WeightType.I64 && Arrays.equals(saved.shape(), new long[] {1})
                ? saved.toLongs()[0]
                : -1;
        if (found < 0) {
            throw new ModelFormatException(origin + ": " + prefix
                    + "steps is missing or is not a number of steps, at least" + " 0; go on from another checkpoint");
        }
        new FileWeights(origin, prefix + "first.", from).copyInto(first);
        new FileWeights(origin, prefix + "second.", from).copyInto(second);
        steps = found;
    }

    /** Frees the state. */
    @Override
    public void close() {
        manager.close();
    }
}
