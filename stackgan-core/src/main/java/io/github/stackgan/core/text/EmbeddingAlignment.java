package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.Whitening;

/**
 * Puts a text encoder's embeddings where another's are, as nearly as a change of its last layer can (least squares over
 * a dataset's captions, but for directions in which its embeddings hardly vary). So generators that were trained with the other go on with this one, which may read sentences
 * that the other did not.
 *
 * <p>Not in the paper.
 *
 * @since 0.1.0
 */
public final class EmbeddingAlignment {
    private EmbeddingAlignment() {}

    /**
     * Aligns.
     *
     * @param encoder any; it does not change
     * @param target whose embeddings are to be met, of the same length
     * @param data whose captions both read
     * @param seed which of its captions, as in {@link EmbeddingWhitening#of}
     * @return another encoder of the same shape
     * @throws IllegalArgumentException if the embeddings differ in length
     */
    public static CharCnnRnn of(CharCnnRnn encoder, TextEncoder target, CaptionedImages data, long seed) {
        if (encoder.embeddingSize() != target.embeddingSize()) {
            throw new IllegalArgumentException("target has embeddings of " + target.embeddingSize()
                    + " numbers, but the encoder's have " + encoder.embeddingSize()
                    + "; train one with embeddings of " + target.embeddingSize());
        }
        CharCnnRnn aligned = encoder.copy();
        try (NDManager scratch = aligned.manager().newSubManager()) {
            NDArray from = TypicalEmbeddings.of(encoder, data, scratch, seed);
            NDArray to = TypicalEmbeddings.of(target, data, scratch, seed);
            Whitening whitening = Whitening.of(from);
            NDArray white = whitening.apply(from);
            NDArray mean = to.mean(new int[] {0});
            // The columns of a white matrix are orthogonal, so that each has its coefficient by itself.
            NDArray coefficients = ScalarMultiply.by(
                    white.transpose().matMul(to.sub(mean)),
                    1f / (from.getShape().get(0) - 1));
            aligned.network().append(whitening);
            aligned.network().append(coefficients, mean);
            return aligned;
        } catch (RuntimeException e) {
            aligned.close();
            throw e;
        }
    }
}
