package io.github.stackgan.core.text.training;

import java.util.List;
import java.util.Map;

/**
 * Captions of which it is known what they state. A text encoder that learns from them needs no image.
 *
 * @since 0.1.0
 */
public interface StatedCaptions {
    /**
     * Tells these captions from all others.
     *
     * @return the same for the same captions and attributes
     */
    String fingerprint();

    /**
     * Of how many images there are captions.
     *
     * @return at least 1
     */
    int size();

    /**
     * The captions of an image.
     *
     * @param image its number, in [0, {@link #size()})
     * @return at least one
     */
    List<StatedText> captions(int image);

    /**
     * What can be stated.
     *
     * @return how many values each attribute has, at least 2, by its name; in an order that is the same in every
     *     process, as that of a {@link java.util.LinkedHashMap} or a {@link java.util.TreeMap} is and that of {@code
     *     Map.of} is not, or a training that was stopped cannot go on
     */
    Map<String, Integer> attributes();
}
