package io.github.stackgan.core.text;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some of a dataset's captions, to learn how they are made.
 *
 * @since 0.1.0
 */
final class SampleSentences {
    private static final int IMAGES = 5000;

    private SampleSentences() {}

    /**
     * Those of at most 5,000 images, in an order that depends on the dataset alone; spread over it, as it may be sorted
     * by class.
     *
     * @param data whose captions
     * @return all captions of each of those images
     */
    static Stream<String> of(CaptionedImages data) {
        int images = Math.min(IMAGES, data.size());
        return IntStream.range(0, images)
                .map(i -> (int) ((long) i * data.size() / images))
                .boxed()
                .flatMap(image -> data.captions(image).stream());
    }

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
