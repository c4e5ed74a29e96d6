package io.github.stackgan.examples;

import io.github.stackgan.TextEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A text encoder of one's own: which colours a text names, and nothing else. {@code StackGan.builder()} takes it for
 * training, and {@code StackGan.load} with the model afterwards, for a model file holds encoders of the library alone.
 */
public final class ColourWords implements TextEncoder {
    private static final List<String> COLOURS =
            List.of("red", "orange", "yellow", "green", "blue", "brown", "black", "gray", "white");

    @Override
    public int embeddingSize() {
        return COLOURS.size();
    }

    @Override
    public float[][] encode(List<String> sentences) {
        return sentences.stream().map(ColourWords::embedding).toArray(float[][]::new);
    }

    private static float[] embedding(String sentence) {
        List<String> words = Arrays.asList(sentence.toLowerCase(Locale.ROOT).split("\\W+"));
        float[] embedding = new float[COLOURS.size()];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = words.contains(COLOURS.get(i)) ? 1 : 0;
        }
        return embedding;
    }

    /** Changes whenever embeddings do. */
    @Override
    public String fingerprint() {
        return Integer.toHexString(COLOURS.hashCode());
    }
}
