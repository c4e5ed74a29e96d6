package io.github.stackgan.core.embeddings;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Embeddings that were computed before, by any program: a text encoder that knows a fixed set of texts.
 *
 * @since 0.1.0
 */
public final class PrecomputedEmbeddings implements TextEncoder {
    private final Map<String, float[]> embeddings;
    private final int size;

    private PrecomputedEmbeddings(Map<String, float[]> embeddings, int size) {
        this.embeddings = embeddings;
        this.size = size;
    }

    /**
     * An encoder of these texts and no others.
     *
     * @param embeddings text and embedding, all of one length; copied
     * @return the encoder
     * @throws IllegalArgumentException if there is none, their lengths differ, or a number is NaN or infinite
     */
    public static PrecomputedEmbeddings of(Map<String, float[]> embeddings) {
        Map<String, float[]> copies = new TreeMap<>();
        embeddings.forEach((sentence, embedding) -> copies.put(sentence, embedding.clone()));
        int size = copies.values().stream()
                .mapToInt(e -> e.length)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("embeddings is empty, but must hold at least one text"));
        copies.forEach((sentence, embedding) -> {
            if (embedding.length != size || size == 0) {
                throw new IllegalArgumentException(
                        "The embedding of " + Quoted.of(sentence) + " has " + embedding.length
                                + " numbers, but all must have as many as the first, " + size + ", and at least 1");
            }
            for (float number : embedding) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException("The embedding of " + Quoted.of(sentence) + " has the number "
                            + number + ", but all must be finite; compute it again");
                }
            }
        });
        return new PrecomputedEmbeddings(copies, size);
    }

    @Override
    public int embeddingSize() {
        return size;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a text is unknown
     */
    @Override
    public float[][] encode(List<String> sentences) {
        float[][] result = new float[sentences.size()][];
        for (int i = 0; i < result.length; i++) {
            float[] found = embeddings.get(sentences.get(i));
            if (found == null) {
                throw new IllegalArgumentException("No embedding was computed for " + Quoted.of(sentences.get(i))
                        + "; the " + embeddings.size() + " known texts begin with "
                        + embeddings.keySet().stream().limit(3).map(Quoted::of).toList()
                        + ". Use a text encoder such as CharCnnRnn for texts of your own.");
            }
            result[i] = found.clone();
        }
        return result;
    }

    @Override
    public String fingerprint() {
        Hasher hasher = Hashing.sha256().newHasher();
        embeddings.forEach((sentence, embedding) -> {
            hasher.putUnencodedChars(sentence).putInt(embedding.length);
            for (float value : embedding) {
                hasher.putFloat(value);
            }
        });
        return hasher.hash().toString();
    }
}
