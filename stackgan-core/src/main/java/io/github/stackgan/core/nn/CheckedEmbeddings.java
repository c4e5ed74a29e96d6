package io.github.stackgan.core.nn;

import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import java.util.List;

/** What text encoders of any origin give, known to be what they promise. */
public final class CheckedEmbeddings {
    private CheckedEmbeddings() {}

    /**
     * Encodes texts.
     *
     * @param encoder any
     * @param texts at least one
     * @return (N, {@link TextEncoder#embeddingSize()})
     * @throws StackGanException if the encoder gives another number of embeddings, or one of another length
     */
    public static float[][] of(TextEncoder encoder, List<String> texts) {
        float[][] rows = encoder.encode(texts);
        String who = "The text encoder " + encoder.getClass().getName() + " gave ";
        if (rows.length != texts.size()) {
            throw new StackGanException(
                    who + rows.length + " embeddings for " + texts.size() + " texts; encode must give one for each");
        }
        for (float[] row : rows) {
            if (row.length != encoder.embeddingSize()) {
                throw new StackGanException(who + "an embedding of " + row.length
                        + " numbers, but its embeddingSize says " + encoder.embeddingSize());
            }
        }
        return rows;
    }
}
