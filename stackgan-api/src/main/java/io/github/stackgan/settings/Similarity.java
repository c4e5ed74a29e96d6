package io.github.stackgan.settings;

import java.nio.file.Path;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * A third term of the generator's loss: an image encoder that was trained for the text encoder, and stays as it is,
 * should find that each generated image fits its own caption better than the batch's and 512 others, seen through
 * noise. Not in the paper; the idea is the multimodal similarity loss of Xu et al. (AttnGAN, CVPR 2018), here on whole
 * captions. It teaches colours and parts long before the discriminator alone would.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface Similarity extends WithSimilarity {
    /**
     * File of the image encoder.
     *
     * @return a file that {@code ImageEncoderTraining} wrote
     */
    Path encoder();

    /**
     * Weight of the term. Default 3.
     *
     * @return at least 0; by default 3
     */
    default double weight() {
        return 3;
    }

    /**
     * Weight of a nat of the cross entropy of phrases beside the contrastive loss: between the frequent words and pairs
     * of words that the caption seems to have and those that the image seems to show. Default 0.2. It teaches small
     * parts that few captions name, such as a crown.
     *
     * @return at least 0; by default 0.2
     */
    default double phrases() {
        return 0.2;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        if (!(phrases() >= 0 && phrases() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("similarity.phrases is " + phrases() + ", but must be at least 0");
        }
        if (!(weight() >= 0 && weight() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("similarity.weight is " + weight() + ", but must be at least 0");
        }
    }

    /**
     * The term with its default weight.
     *
     * @param encoder a file that {@code ImageEncoderTraining} wrote
     * @return the term
     */
    static Similarity by(Path encoder) {
        return ImmutableSimilarity.builder().encoder(encoder).build();
    }
}
