package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** The embeddings of so many of a dataset's captions that they show how its embeddings vary. */
public final class TypicalEmbeddings {
    private static final int AT_ONCE = 64;

    /** For each number of an embedding. */
    private static final int SENTENCES = 16;

    private static final int LEAST = 1024;

    private TypicalEmbeddings() {}

    /** (M, E), M at least 16 E and 1024; which captions depends on the seed. */
    public static NDArray of(TextEncoder encoder, CaptionedImages data, NDManager manager, long seed) {
        RandomStream random = RandomStream.of(seed, "typical-sentences", 0);
        int width = encoder.embeddingSize();
        List<float[]> rows = new ArrayList<>();
        while (rows.size() < Math.max(LEAST, SENTENCES * width)) {
            rows.addAll(List.of(encoder.encode(SampleSentences.drawn(data, AT_ONCE, random))));
        }
        return Matrices.of(manager, rows.toArray(float[][]::new));
    }
}
