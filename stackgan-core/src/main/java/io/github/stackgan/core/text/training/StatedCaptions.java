package io.github.stackgan.core.text.training;

import io.github.stackgan.core.random.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
     * @return how many values each attribute has, at least 2, by its name
     */
    Map<String, Integer> attributes();

    /**
     * Some captions, each any one of any image.
     *
     * @param count how many
     * @param random draws them
     * @return so many
     */
    default List<StatedText> drawn(int count, RandomStream random) {
        return Stream.generate(() -> {
                    List<StatedText> captions = captions(random.nextInt(size()));
                    return captions.get(random.nextInt(captions.size()));
                })
                .limit(count)
                .toList();
    }
}
