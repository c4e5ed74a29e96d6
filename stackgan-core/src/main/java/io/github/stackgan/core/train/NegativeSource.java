package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Embeddings of texts that are not true of an image but nearly.
 *
 * @param negatives exchanges words
 * @param embeddings of all captions
 * @param data whose captions they are
 */
record NegativeSource(HardNegatives negatives, EmbeddingTable embeddings, CaptionedImages data) {
    /** So many other images are asked. */
    private static final int TRIES = 20;

    /** Of two embeddings' distance, in parts of their length. */
    private static final double ROUNDING = 1e-4;

    /** A caption of an image, and the chance that exchanges its words. */
    record Pick(int image, int caption, RandomStream random) {}

    /**
     * Of a text like each caption, or of another image's where there is none and where the encoder does not tell it
     * from the caption. They are encoded together, which takes a fraction of the time.
     */
    float[][] like(List<Pick> picks) {
        List<Optional<String>> texts = picks.stream().map(this::text).toList();
        float[][] encoded =
                embeddings.encode(texts.stream().flatMap(Optional::stream).toList());
        float[][] found = new float[picks.size()][];
        int next = 0;
        for (int i = 0; i < found.length; i++) {
            found[i] = texts.get(i).isPresent() ? encoded[next++] : own(picks.get(i));
        }
        return IntStream.range(0, found.length)
                .mapToObj(i -> alike(found[i], own(picks.get(i))) ? stranger(picks.get(i)) : found[i])
                .toArray(float[][]::new);
    }

    private Optional<String> text(Pick pick) {
        List<String> captions = data.captions(pick.image());
        return negatives.of(captions.get(pick.caption()), captions, 1, pick.random()).stream()
                .findFirst();
    }

    private float[] own(Pick pick) {
        return embeddings.get(pick.image(), pick.caption());
    }

    /**
     * A caption that says another thing, if there is one to be found: of an image of another class, as one of the same
     * may be true of this image, or of any other where no image of another class was met.
     */
    private float[] stranger(Pick pick) {
        RandomStream random = pick.random();
        float[] own = own(pick);
        List<String> captions = data.captions(pick.image());
        float[] ofSameClass = own;
        for (int i = 0; i < TRIES; i++) {
            int image = random.nextInt(data.size());
            int caption = random.nextInt(embeddings.captions(image));
            float[] found = embeddings.get(image, caption);
            if (alike(found, own) || captions.contains(data.captions(image).get(caption))) {
                continue;
            }
            if (data.classOf(image) != data.classOf(pick.image())) {
                return found;
            }
            ofSameClass = found;
        }
        return ofSameClass;
    }

    /** Of one text the numbers differ by rounding, as it may have been encoded among others. */
    private static boolean alike(float[] one, float[] other) {
        double apart = 0;
        double length = 0;
        for (int i = 0; i < one.length; i++) {
            apart += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
            length += (double) other[i] * other[i];
        }
        return apart <= ROUNDING * ROUNDING * length;
    }
}
