package io.github.stackgan;

import io.github.stackgan.spi.SavedTextEncoder;
import java.util.List;
import java.util.Optional;

/**
 * Turns texts into embeddings, the paper's phi(t) (section 3.2). Implementations are safe to call from several
 * threads at once and give the same embedding for the same text every time.
 *
 * @since 0.1.0
 */
public interface TextEncoder extends AutoCloseable {
    /**
     * The length of an embedding; 1024 for char-CNN-RNN.
     *
     * @return the number of dimensions
     */
    int embeddingSize();

    /**
     * Encodes texts.
     *
     * @param texts any number of texts
     * @return one embedding for each, in order: (N, {@link #embeddingSize()}), values of any range
     */
    float[][] encode(List<String> texts);

    /**
     * A hash of the kind of encoder and its weights, kept as provenance.
     *
     * @return lower-case hexadecimal digits
     */
    String fingerprint();

    /**
     * The characters of a text that mean nothing to this encoder, such as letters of another script. By default none.
     *
     * @param text any text
     * @return each such character once, in the order of the text, in lower case
     */
    default List<String> unreadable(String text) {
        return List.of();
    }

    /**
     * What the file of a model keeps of this encoder, so that the model can be loaded without it. By default nothing:
     * then {@link StackGan#load(java.nio.file.Path, ai.djl.Device, TextEncoder)} has to be given the encoder again.
     *
     * @return its kind and numbers, which a {@link io.github.stackgan.spi.TextEncoderProvider} reads
     */
    default Optional<SavedTextEncoder> saved() {
        return Optional.empty();
    }

    /** Frees native memory, where the encoder holds any. Harmless when called again. */
    @Override
    default void close() {}
}
