package io.github.stackgan.core.text;

import io.github.stackgan.CaptionedImages;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sentences of so many of a dataset's pictures that they show how its sentences are made. */
final class SampleSentences {
    private static final int PICTURES = 5000;

    private SampleSentences() {}

    /** In an order that depends on the dataset alone; spread over it, as it may be sorted by class. */
    static Stream<String> of(CaptionedImages data) {
        int pictures = Math.min(PICTURES, data.size());
        return IntStream.range(0, pictures)
                .map(i -> (int) ((long) i * data.size() / pictures))
                .boxed()
                .flatMap(picture -> data.captions(picture).stream());
    }
}
