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
 * @param plain the same in plain words; the text itself where nothing plainer is known
 * @since 0.1.0
 */
public record StatedText(String text, String kind, Map<String, Integer> stated, String plain) {
    /** Copies the map, in its order. */
    public StatedText {
        stated = Collections.unmodifiableMap(new LinkedHashMap<>(stated));
    }

    /**
     * A text for which nothing plainer is known.
     *
     * @param text as people write it
     * @param kind the group of texts that it is reported with
     * @param stated values by the name of their attribute, from 0
     */
    public StatedText(String text, String kind, Map<String, Integer> stated) {
        this(text, kind, stated, text);
    }
}
