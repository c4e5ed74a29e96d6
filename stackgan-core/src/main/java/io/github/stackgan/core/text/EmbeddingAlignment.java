package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.Whitening;
import java.util.List;

/**
 * Puts a text encoder's embeddings where others are, as nearly as a change of its last layer can: least squares over
 * some sentences, but for directions in which its embeddings hardly vary.
 *
 * @since 0.1.0
 */
public final class EmbeddingAlignment {
    private EmbeddingAlignment() {}

    /**
     * Aligns.
     *
     * @param encoder any; it does not change
     * @param sentences which both read, more than an embedding has numbers
     * @param wanted what the other gives them, as long as the encoder's embeddings
     * @return another encoder of the same shape, to be closed
     * @throws IllegalArgumentException if there is not one embedding for each sentence, or they differ in length
     */
    public static CharCnnRnn of(CharCnnRnn encoder, List<String> sentences, float[][] wanted) {
        if (wanted.length != sentences.size() || wanted[0].length != encoder.embeddingSize()) {
            throw new IllegalArgumentException("wanted has " + wanted.length + " embeddings of "
                    + (wanted.length == 0 ? 0 : wanted[0].length) + " numbers, but " + sentences.size()
                    + " of " + encoder.embeddingSize() + " are needed; give what an encoder like this one gives");
        }
        CharCnnRnn aligned = encoder.copy();
        try (NDManager scratch = aligned.manager().newSubManager()) {
            NDArray from = Matrices.of(scratch, encoder.encode(sentences));
            NDArray to = Matrices.of(scratch, wanted);
            Whitening whitening = Whitening.of(from);
            NDArray mean = to.mean(new int[] {0});
            // The columns of a white matrix are orthogonal, so that each has its coefficients by itself.
            NDArray coefficients =
                    ScalarMultiply.by(whitening.apply(from).transpose().matMul(to.sub(mean)), 1f / (wanted.length - 1));
            aligned.network().append(whitening);
            aligned.network().append(coefficients, mean);
            return aligned;
        } catch (RuntimeException e) {
            aligned.close();
            throw e;
        }
    }
}
