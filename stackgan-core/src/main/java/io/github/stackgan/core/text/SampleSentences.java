package io.github.stackgan.core.text;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of a dataset's captions, to learn how they are made.
 *
 * @since 0.1.0
 */
final class SampleSentences {
    private SampleSentences() {}

    /** A caption of each of so many images, which may come again. */
    static List<String> drawn(CaptionedImages data, int count, RandomStream random) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> captions = data.captions(random.nextInt(data.size()));
            sentences.add(captions.get(random.nextInt(captions.size())));
        }
        return sentences;
    }
}
