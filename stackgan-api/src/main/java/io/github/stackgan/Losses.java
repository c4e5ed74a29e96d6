package io.github.stackgan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What training minimises, as of one iteration, by name: "discriminator" (its whole adversarial loss) and its parts
 * "real", "wrong" and "fake" (real images with their text, real images with wrong text, generated images), "generator"
 * (its adversarial loss), "kl" (the Kullback-Leibler divergence) and the recipe's further terms, each before its
 * weight. Encoders and classifiers have a "loss" and other figures, such as "accuracy".
 *
 * @param values by name, in the order in which they are reported
 * @since 0.1.0
 */
public record Losses(Map<String, Float> values) {
    /** Copies the values. */
    public Losses {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * No loss at all, to which {@link #with} adds some.
     *
     * @return empty
     */
    public static Losses none() {
        return new Losses(Map.of());
    }

    /**
     * These and one more, at the end.
     *
     * @param name such as "kl"; one that is there already gets the new value, at its place
     * @param value its value
     * @return other losses; these stay as they are
     */
    public Losses with(String name, float value) {
        Map<String, Float> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Losses(more);
    }

    /**
     * Whether a loss was computed.
     *
     * @param name such as "kl"
     * @return whether {@link #get} has it
     */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * One loss.
     *
     * @param name such as "kl"
     * @return its value
     * @throws IllegalArgumentException if it was not computed in this iteration
     */
    public float get(String name) {
        Float value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no loss " + name + "; there are " + values.keySet());
        }
        return value;
    }
}
