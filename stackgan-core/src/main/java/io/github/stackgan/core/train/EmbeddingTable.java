package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The embeddings of a dataset's captions by image and caption; encoded once, by {@link EmbeddingCache}.
 *
 * @since 0.1.0
 */
public final class EmbeddingTable {
    private final CaptionedImages data;
    private final EmbeddingCache cache;

    private EmbeddingTable(CaptionedImages data, EmbeddingCache cache) {
        this.data = data;
        this.cache = cache;
    }

    /**
     * Encodes all captions, or reads what an earlier run encoded with the same encoder from the same data.
     *
     * @param file where runs of one checkpoint directory keep them; left alone if the encoder remembers all captions
     *     itself
     */
    public static EmbeddingTable of(
            CaptionedImages data,
            TextEncoder encoder,
            Optional<Path> file,
            ProgressListener progress,
            Consumer<String> warnings) {
        return new EmbeddingTable(data, remembering(data, encoder, file, progress, warnings));
    }

    private static EmbeddingCache remembering(
            CaptionedImages data,
            TextEncoder encoder,
            Optional<Path> file,
            ProgressListener progress,
            Consumer<String> warnings) {
        if (encoder instanceof EmbeddingCache cache && cache.knows(data)) {
            return cache;
        }
        return file.map(f -> EmbeddingCache.refreshed(f, data, encoder, progress, warnings))
                .orElseGet(() -> EmbeddingCache.inMemory(data, encoder, progress));
    }

    /** How many captions an image has. */
    public int captions(int image) {
        return data.captions(image).size();
    }

    /** The embeddings of any texts, new arrays. */
    public float[][] encode(List<String> texts) {
        return cache.encode(texts);
    }

    /** A new array of the embedding's size. */
    public float[] get(int image, int caption) {
        return encode(List.of(data.captions(image).get(caption)))[0];
    }
}
