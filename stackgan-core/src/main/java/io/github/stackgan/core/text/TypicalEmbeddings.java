package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The embeddings of so many of a dataset's captions that they show how its embeddings vary.
 *
 * @since 0.1.0
 */
public final class TypicalEmbeddings {
    private static final int AT_ONCE = 64;

    /** For each number of an embedding. */
    private static final int SENTENCES = 16;

    private static final int LEAST = 1024;

    private TypicalEmbeddings() {}

    /**
     * Encodes captions that the seed chooses.
     *
     * @param encoder what encodes them
     * @param data whose captions
     * @param manager what the result hangs from
     * @param seed which captions
     * @return (M, E), M at least 16 E and 1024
     */
    public static NDArray of(TextEncoder encoder, CaptionedImages data, NDManager manager, long seed) {
        RandomStream random = RandomStream.of(seed, "typical-sentences", 0);
        int width = encoder.embeddingSize();
        List<float[]> rows = new ArrayList<>();
        while (rows.size() < Math.max(LEAST, SENTENCES * width)) {
            rows.addAll(List.of(encoder.encode(captions(data, random))));
        }
        return Matrices.of(manager, rows.toArray(float[][]::new));
    }

    /** A caption of each of so many images, which may come again. */
    private static List<String> captions(CaptionedImages data, RandomStream random) {
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            List<String> own = data.captions(random.nextInt(data.size()));
            captions.add(own.get(random.nextInt(own.size())));
        }
        return captions;
    }
}
