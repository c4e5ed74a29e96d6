package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.internal.weights.Safetensors;
import io.github.stackgan.core.internal.weights.Weight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The embeddings of all captions of a dataset, encoded once, always in the same order and in groups of the same size, so that
 * every run sees the same numbers to the last bit.
 */
final class EmbeddingTable {
    private static final int GROUP = 64;
    private static final String NAME = "embeddings";

    /** More are not worth a file. */
    private static final long MOST_NUMBERS = 1L << 28;

    private final float[][] embeddings;
    private final int[][] captionsOf;

    private EmbeddingTable(float[][] embeddings, int[][] captionsOf) {
        this.embeddings = embeddings;
        this.captionsOf = captionsOf;
    }

    /** Encodes all captions, or reads what an earlier run encoded with the same encoder from the same data. */
    static EmbeddingTable of(
            CaptionedImages data, TextEncoder encoder, Optional<Path> cache, Consumer<String> warnings) {
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
        List<String> unique = List.copyOf(places.keySet());
        Map<String, String> identity =
                Map.of("dataset", data.name() + " " + data.fingerprint(), "textEncoder", encoder.fingerprint());
        float[][] embeddings = cache.flatMap(file -> read(file, identity, unique.size(), warnings))
                .orElseGet(() -> {
                    float[][] encoded = encode(unique, encoder);
                    cache.ifPresent(file -> write(file, identity, encoded));
                    return encoded;
                });
        return new EmbeddingTable(embeddings, captionsOf);
    }

    /** What is in the file, unless there is none or it belongs to other data or another encoder. */
    private static Optional<float[][]> read(
            Path file, Map<String, String> identity, int rows, Consumer<String> warnings) {
        try {
            if (Files.notExists(file) || !Safetensors.readMetadata(file).equals(identity)) {
                return Optional.empty();
            }
            Weight matrix = Safetensors.read(file).weights().get(NAME);
            if (matrix == null || matrix.shape().length != 2 || matrix.shape()[0] != rows) {
                return Optional.empty();
            }
            float[] flat = matrix.toFloats();
            int width = (int) matrix.shape()[1];
            float[][] embeddings = new float[rows][];
            for (int i = 0; i < rows; i++) {
                embeddings[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
            }
            return Optional.of(embeddings);
        } catch (ModelFormatException e) {
            warnings.accept("Captions are encoded again: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void write(Path file, Map<String, String> identity, float[][] embeddings) {
        long width = embeddings[0].length;
        if (embeddings.length * width > MOST_NUMBERS) {
            return;
        }
        Weight matrix = Weight.ofFloats(BatchSource.flat(embeddings), embeddings.length, width);
        Safetensors.write(file, identity, Map.of(NAME, matrix));
    }

    private static float[][] encode(List<String> unique, TextEncoder encoder) {
        float[][] embeddings = new float[unique.size()][];
        for (int from = 0; from < unique.size(); from += GROUP) {
            float[][] group = encoder.encode(unique.subList(from, Math.min(unique.size(), from + GROUP)));
            System.arraycopy(group, 0, embeddings, from, group.length);
        }
        return embeddings;
    }

    int captions(int picture) {
        return captionsOf[picture].length;
    }

    float[] get(int picture, int caption) {
        return embeddings[captionsOf[picture][caption]];
    }
}
