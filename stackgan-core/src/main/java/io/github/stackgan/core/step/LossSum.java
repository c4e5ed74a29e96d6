package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.ScalarMultiply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's loss, and its parts by name. */
final class LossSum {
    private final Map<String, NDArray> parts = new LinkedHashMap<>();
    private NDArray total;

    LossSum(String name, NDArray adversarial) {
        total = adversarial;
        parts.put(name, adversarial);
    }

    /** Reports a part that the adversarial loss already holds. */
    LossSum with(String name, NDArray part) {
        parts.put(name, part);
        return this;
    }

    <C> LossSum plus(List<LossTerm<C>> terms, C context) {
        for (LossTerm<C> term : terms) {
            NDArray value = term.value(context);
            total = total.add(ScalarMultiply.by(value, (float) term.weight()));
            parts.put(term.name(), value);
        }
        return this;
    }

    NDArray total() {
        return total;
    }

    void read(Map<String, Float> into) {
        parts.forEach((name, value) -> into.put(name, value.getFloat()));
    }
}
