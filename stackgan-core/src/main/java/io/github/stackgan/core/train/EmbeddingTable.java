package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The embeddings of all captions of a dataset, encoded once, always in the same order and in groups of the same size, so that
 * every run sees the same numbers to the last bit.
 */
final class EmbeddingTable {
    private static final int GROUP = 64;

    private final float[][] embeddings;
    private final int[][] captionsOf;

    private EmbeddingTable(float[][] embeddings, int[][] captionsOf) {
        this.embeddings = embeddings;
        this.captionsOf = captionsOf;
    }

    static EmbeddingTable of(CaptionedImages data, TextEncoder encoder) {
        Map<String, Integer> places = new LinkedHashMap<>();
        int[][] captionsOf = new int[data.size()][];
        for (int i = 0; i < data.size(); i++) {
            List<String> captions = data.captions(i);
            if (captions.isEmpty()) {
                throw new TrainingException(
                        data.name() + ": picture " + i + " has no caption; every picture needs one");
            }
            captionsOf[i] = new int[captions.size()];
            for (int j = 0; j < captions.size(); j++) {
                captionsOf[i][j] = places.computeIfAbsent(captions.get(j), caption -> places.size());
            }
        }
        List<String> unique = new ArrayList<>(places.keySet());
        float[][] embeddings = new float[unique.size()][];
        for (int from = 0; from < unique.size(); from += GROUP) {
            float[][] group = encoder.encode(unique.subList(from, Math.min(unique.size(), from + GROUP)));
            System.arraycopy(group, 0, embeddings, from, group.length);
        }
        return new EmbeddingTable(embeddings, captionsOf);
    }

    int captions(int picture) {
        return captionsOf[picture].length;
    }

    float[] get(int picture, int caption) {
        return embeddings[captionsOf[picture][caption]];
    }
}
