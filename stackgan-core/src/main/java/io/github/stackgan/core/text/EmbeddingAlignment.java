package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.Whitening;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a text encoder's embeddings where others are, as nearly as a change of its last layer can: least squares over
 * some sentences, but for directions in which its embeddings hardly vary.
 *
 * @since 0.1.0
 */
public final class EmbeddingAlignment {
    private static final int LEAST = 2;

    private EmbeddingAlignment() {}

    /**
     * Aligns.
     *
     * @param encoder any; it does not change
     * @param sentences which both read, at least 2, and better many more than an embedding has numbers
     * @param wanted what the other gives them, as long as the encoder's embeddings
     * @return another encoder of the same shape, to be closed
     * @throws IllegalArgumentException if there is not one embedding for each sentence, or they differ in length
     */
    public static CharCnnRnn of(CharCnnRnn encoder, List<String> sentences, float[][] wanted) {
        int size = encoder.embeddingSize();
        if (wanted.length != sentences.size()
                || wanted.length < LEAST
                || !Arrays.stream(wanted).allMatch(row -> row.length == size)) {
            throw new IllegalArgumentException("wanted has " + wanted.length + " embeddings, the first of "
                    + (wanted.length == 0 ? 0 : wanted[0].length) + " numbers, but one of " + size + " for each of the "
                    + sentences.size()
                    + " sentences is needed, two at least; give what an encoder like this one gives");
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
        } catch (RuntimeException | Error e) {
            aligned.close();
            throw e;
        }
    }
}
