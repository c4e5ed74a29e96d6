package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * Embeddings of texts that are not true of an image but nearly.
 *
 * @param negatives exchanges words
 * @param embeddings of all captions
 * @param data whose captions they are
 */
record NegativeSource(HardNegatives negatives, EmbeddingTable embeddings, CaptionedImages data) {
    /** Words that the encoder does not tell from those that stood there make no other text. */
    private static final int TRIES = 6;

    /** Of a text like a caption; of any image's where chance finds none. */
    float[] like(int image, int caption, RandomStream random) {
        float[] own = embeddings.get(image, caption);
        List<String> captions = data.captions(image);
        for (String text : negatives.of(captions.get(caption), captions, TRIES, random)) {
            float[] other = embeddings.encode(text);
            if (!Arrays.equals(own, other)) {
                return other;
            }
        }
        int stranger = random.nextInt(data.size());
        return embeddings.get(stranger, random.nextInt(embeddings.captions(stranger)));
    }
}
