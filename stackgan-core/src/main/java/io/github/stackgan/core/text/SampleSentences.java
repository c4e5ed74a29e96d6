package io.github.stackgan.core.text;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Some of a dataset's sentences, to learn how they are made. */
final class SampleSentences {
    private static final int PICTURES = 5000;

    private SampleSentences() {}

    /** Those of at most 5,000 pictures, in an order that depends on the dataset alone; spread over it, as it may be sorted by class. */
    static Stream<String> of(CaptionedImages data) {
        int pictures = Math.min(PICTURES, data.size());
        return IntStream.range(0, pictures)
                .map(i -> (int) ((long) i * data.size() / pictures))
                .boxed()
                .flatMap(picture -> data.captions(picture).stream());
    }

    /** A sentence of each of so many pictures, which may come again. */
    static List<String> drawn(CaptionedImages data, int count, RandomStream random) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> captions = data.captions(random.nextInt(data.size()));
            sentences.add(captions.get(random.nextInt(captions.size())));
        }
        return sentences;
    }
}
