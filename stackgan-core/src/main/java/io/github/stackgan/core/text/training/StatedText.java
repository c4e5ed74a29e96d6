package io.github.stackgan.core.text.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text, and what it says. On all else it is silent, so nothing is learned about that and no image judged by it.
 *
 * @param text as people write it
 * @param kind the group of texts that it is reported with
 * @param stated values by the name of their attribute, from 0
 * @since 0.1.0
 */
public record StatedText(String text, String kind, Map<String, Integer> stated) {
    /** Copies the map, in its order. */
    public StatedText {
        stated = Collections.unmodifiableMap(new LinkedHashMap<>(stated));
    }
}
