package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.core.nn.ScalarMultiply;
import java.util.List;
import java.util.Optional;

/**
 * The recurrence of char-CNN-RNN: of one layer, or gated. A step is some fifteen small operations, and starting them
 * one by one takes longer than one text's arithmetic; so TorchScript runs all steps in one call, where it can.
 *
 * @param script the methods of recurrence.py
 */
record Recurrence(Optional<TorchScript> script) {
    /** Weight and bias of each gate. */
    private static final int GATED = 6;

    /** Loaded once, when a text is read for the first time. */
    private static final class Here {
        static final Recurrence RECURRENCE = find(TorchScript.wish());
    }

    /** The recurrence as this process computes it. */
    static Recurrence here() {
        return Here.RECURRENCE;
    }

    static Recurrence find(String wish) {
        return new Recurrence(
                TorchScript.find(Recurrence.class, "recurrence.py", wish).script());
    }

    /**
     * The mean of the hidden states.
     *
     * @param inputs what each gate reads from outside, (steps, N, C): of one layer, or of update, reset and candidate
     * @param hidden weight (C, C) and bias (C) by which each of them reads the last state
     * @return (N, C)
     */
    NDArray mean(NDList inputs, NDList hidden) {
        boolean gated = hidden.size() == GATED;
        if (script.isPresent()) {
            return script.get()
                    .run(gated ? "gated" : "plain", new NDList(inputs).addAll(hidden))
                    .singletonOrThrow();
        }
        List<NDList> steps = inputs.stream().map(Recurrence::steps).toList();
        int last = inputs.size() - 1;
        NDArray first = steps.get(last).get(0);
        NDArray state = gated ? first.tanh() : Activation.relu(first);
        NDArray sum = state;
        for (int i = 1; i < steps.get(0).size(); i++) {
            state = gated
                    ? gated(steps, i, hidden, state)
                    : Activation.relu(gate(steps.get(0).get(i), hidden, 0, state));
            sum = sum.add(state);
        }
        return ScalarMultiply.by(sum, 1f / steps.get(0).size());
    }

    private static NDList steps(NDArray input) {
        NDList steps = new NDList();
        input.split(input.getShape().get(0)).forEach(step -> steps.add(step.squeeze(0)));
        return steps;
    }

    private static NDArray gate(NDArray input, NDList hidden, int gate, NDArray state) {
        return input.add(Linear.linear(state, hidden.get(2 * gate), hidden.get(2 * gate + 1))
                .singletonOrThrow());
    }

    /**
     * The next state, h + u (candidate - h): an open update gate u takes the candidate, as Reed et al.'s own code does;
     * the usual gated unit counts u the other way round.
     */
    private static NDArray gated(List<NDList> steps, int i, NDList hidden, NDArray state) {
        NDArray update = Activation.sigmoid(gate(steps.get(0).get(i), hidden, 0, state));
        NDArray reset = Activation.sigmoid(gate(steps.get(1).get(i), hidden, 1, state));
        NDArray candidate =
                gate(steps.get(2).get(i), hidden, 2, reset.mul(state)).tanh();
        return update.mul(candidate.sub(state)).add(state);
    }
}
