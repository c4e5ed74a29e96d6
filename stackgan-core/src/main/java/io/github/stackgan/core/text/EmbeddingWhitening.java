package io.github.stackgan.core.text;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.Whitening;

/**
 * Gives a text encoder's embeddings a mean of 0 and a covariance of 1 over a dataset's captions, by a change of its
 * last layer. They tell neither more nor less than before, but nothing in them is faint any more, so that Conditioning
 * Augmentation, the discriminator and image encoders soon learn to read it all.
 *
 * <p>Not in the paper. Whatever was trained with the encoder as it was does not fit the white one.
 *
 * @since 0.1.0
 */
public final class EmbeddingWhitening {
    private EmbeddingWhitening() {}

    /**
     * Whitens.
     *
     * @param encoder any; it does not change
     * @param data whose captions shall have white embeddings
     * @param seed which of its captions are looked at, 16 for each number of an embedding and at least 1024
     * @return another encoder of the same shape
     */
    public static CharCnnRnn of(CharCnnRnn encoder, CaptionedImages data, long seed) {
        CharCnnRnn white = encoder.copy();
        try (NDManager scratch = white.manager().newSubManager()) {
            white.network().append(basis(encoder, data, scratch, seed));
            return white;
        } catch (RuntimeException | Error e) {
            white.close();
            throw e;
        }
    }

    /**
     * Learns the change of basis alone, for an encoder of any kind.
     *
     * @param encoder whose embeddings shall become white
     * @param data whose captions it shall be so for
     * @param scratch what the result belongs to
     * @param seed which captions are looked at, as in {@link #of}
     * @return the change, for {@link Whitening#foldInto}
     */
    public static Whitening basis(TextEncoder encoder, CaptionedImages data, NDManager scratch, long seed) {
        return Whitening.of(TypicalEmbeddings.of(encoder, data, scratch, seed));
    }
}
