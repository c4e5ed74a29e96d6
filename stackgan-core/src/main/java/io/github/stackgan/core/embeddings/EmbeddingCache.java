package io.github.stackgan.core.embeddings;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A text encoder that remembers the captions of a dataset in a safetensors file, so that they are encoded once and not
 * at the beginning of every run. Other texts go to the encoder itself. A run with the cache sees the same numbers
 * to the last bit as one without: captions are encoded in the same order and in groups of the same size.
 *
 * <p>The file holds the embeddings of the dataset's distinct captions, in the order in which they first come, as {@code
 * embeddings.0}, {@code embeddings.1} and so on, each (up to 65536, {@link #embeddingSize()}); and in its metadata
 * {@code format}, {@code dataset}, {@code datasetFingerprint}, {@code textEncoderFingerprint} and {@code captions}.
 *
 * @since 0.1.0
 */
public final class EmbeddingCache implements TextEncoder {
    private static final String NAME = "embeddings.";
    private static final int GROUP = 64;
    private static final int ROWS = 1 << 16;

    private final TextEncoder encoder;
    private final Map<String, float[]> known;

    private EmbeddingCache(TextEncoder encoder, Map<String, float[]> known) {
        this.encoder = encoder;
        this.known = known;
    }

    /**
     * Whether an encoder reads texts that are not remembered, too.
     *
     * @param encoder any
     * @return false for {@link PrecomputedEmbeddings}, also where they are remembered once more
     */
    public static boolean readsNewTexts(TextEncoder encoder) {
        return encoder instanceof EmbeddingCache cache
                ? readsNewTexts(cache.encoder)
                : !(encoder instanceof PrecomputedEmbeddings);
    }

    /**
     * Opens a cache, or makes it, if there is no such file yet.
     *
     * @param file the cache; written aside and moved, so that it is whole or not there
     * @param data whose captions to remember
     * @param encoder what encodes them; stays open as long as this one, and is closed with it
     * @param progress hears how far the encoding is; not called if the cache is there
     * @return an encoder that knows the captions
     * @throws DatasetException if the cache is of another dataset or of another encoder
     * @throws ModelFormatException if the file is damaged, is of a newer version, or cannot be written, or if an
     *     embedding is NaN or infinite
     */
    public static EmbeddingCache open(Path file, CaptionedImages data, TextEncoder encoder, ProgressListener progress) {
        List<String> captions = captions(data);
        float[][] embeddings = Files.exists(file)
                ? read(file, data, encoder, captions.size())
                : write(file, data, encoder, captions, progress);
        return of(encoder, captions, embeddings);
    }

    /**
     * As {@link #open}, but a cache that is damaged or of something else is made anew instead of refused.
     *
     * @param file the cache; replaced if it does not fit
     * @param data whose captions to remember
     * @param encoder what encodes them; stays open as long as this one, and is closed with it
     * @param progress hears how far the encoding is; not called if the cache is there and fits
     * @param warnings hears why a cache is made anew
     * @return an encoder that knows the captions
     * @throws ModelFormatException if the file cannot be written
     */
    public static EmbeddingCache refreshed(
            Path file,
            CaptionedImages data,
            TextEncoder encoder,
            ProgressListener progress,
            Consumer<String> warnings) {
        List<String> captions = captions(data);
        if (Files.exists(file)) {
            try {
                return of(encoder, captions, read(file, data, encoder, captions.size()));
            } catch (DatasetException | ModelFormatException e) {
                warnings.accept("Captions are encoded again: " + e.getMessage());
            }
        }
        return of(encoder, captions, write(file, data, encoder, captions, progress));
    }

    /**
     * Encodes the captions for this run alone; no file is read or written.
     *
     * @param data whose captions to remember
     * @param encoder what encodes them; stays open as long as this one, and is closed with it
     * @param progress hears how far the encoding is
     * @return an encoder that knows the captions
     */
    public static EmbeddingCache inMemory(CaptionedImages data, TextEncoder encoder, ProgressListener progress) {
        List<String> captions = captions(data);
        return of(encoder, captions, encode(encoder, captions, progress));
    }

    private static EmbeddingCache of(TextEncoder encoder, List<String> captions, float[][] embeddings) {
        Map<String, float[]> known = new HashMap<>();
        for (int i = 0; i < embeddings.length; i++) {
            known.put(captions.get(i), embeddings[i]);
        }
        return new EmbeddingCache(encoder, known);
    }

    /**
     * Whether every caption of a dataset is remembered.
     *
     * @param data any dataset
     * @return false if some would go to the encoder
     */
    public boolean knows(CaptionedImages data) {
        return IntStream.range(0, data.size())
                .allMatch(i -> data.captions(i).stream().allMatch(known::containsKey));
    }

    private static List<String> captions(CaptionedImages data) {
        Set<String> captions = new LinkedHashSet<>();
        for (int i = 0; i < data.size(); i++) {
            captions.addAll(data.captions(i));
        }
        return List.copyOf(captions);
    }

    private static Map<String, String> identity(CaptionedImages data, TextEncoder encoder, int captions) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("datasetFingerprint", data.fingerprint());
        identity.put("textEncoderFingerprint", encoder.fingerprint());
        identity.put("captions", String.valueOf(captions));
        return identity;
    }

    private static float[][] encode(TextEncoder encoder, List<String> captions, ProgressListener progress) {
        float[][] all = new float[captions.size()][];
        for (int from = 0; from < all.length; from += GROUP) {
            int to = Math.min(all.length, from + GROUP);
            System.arraycopy(encoder.encode(captions.subList(from, to)), 0, all, from, to - from);
            progress.onProgress(Progress.of("captions encoded", to, all.length));
        }
        return all;
    }

    private static float[][] write(
            Path file, CaptionedImages data, TextEncoder encoder, List<String> captions, ProgressListener progress) {
        float[][] all = encode(encoder, captions, progress);
        Map<String, Weight> weights = new LinkedHashMap<>();
        int size = encoder.embeddingSize();
        for (int from = 0; from < all.length; from += ROWS) {
            int rows = Math.min(ROWS, all.length - from);
            float[] flat = new float[Math.multiplyExact(rows, size)];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(all[from + i], 0, flat, i * size, size);
            }
            weights.put(NAME + from / ROWS, Weight.ofFloats(flat, rows, size));
        }
        Map<String, String> metadata = identity(data, encoder, all.length);
        FormatVersion.EMBEDDINGS.mark(metadata);
        metadata.put("dataset", data.name());
        WeightFiles.write(file, metadata, weights);
        return all;
    }

    private static float[][] read(Path file, CaptionedImages data, TextEncoder encoder, int captions) {
        SafetensorsFile content = WeightFiles.readOwn(file);
        FormatVersion.EMBEDDINGS.require(file, content.metadata());
        identity(data, encoder, captions).forEach((key, wanted) -> {
            String found = content.metadata().getOrDefault(key, "not named");
            if (!wanted.equals(found)) {
                throw new DatasetException(file + " is not a cache of the embeddings of " + data.name()
                        + " by this text encoder: its " + key + " is " + Quoted.bare(found) + ", but " + wanted
                        + " is wanted (it was made of "
                        + Quoted.bare(content.metadata().getOrDefault("dataset", "what it does not name"))
                        + "). Delete it, or name another file.");
            }
        });
        List<float[]> rows = new ArrayList<>(captions);
        int size = encoder.embeddingSize();
        for (int part = 0; rows.size() < captions; part++) {
            Weight weight = Optional.ofNullable(content.weights().get(NAME + part))
                    .filter(w -> w.shape().length == 2 && w.shape()[1] == size && w.shape()[0] > 0)
                    .orElseThrow(() -> damaged(file, rows.size(), captions));
            float[] flat = weight.toFloats();
            for (int i = 0; i < flat.length; i += size) {
                rows.add(Arrays.copyOfRange(flat, i, i + size));
            }
        }
        if (rows.size() != captions) {
            throw damaged(file, rows.size(), captions);
        }
        return rows.toArray(float[][]::new);
    }

    private static DatasetException damaged(Path file, int rows, int captions) {
        return new DatasetException(file + " holds " + rows + " proper embeddings, but its metadata promises "
                + captions + ". Delete it, to have it made again.");
    }

    @Override
    public int embeddingSize() {
        return encoder.embeddingSize();
    }

    @Override
    public float[][] encode(List<String> sentences) {
        List<String> unknown = sentences.stream()
                .filter(sentence -> !known.containsKey(sentence))
                .toList();
        float[][] fresh = unknown.isEmpty() ? new float[0][] : encoder.encode(unknown);
        float[][] result = new float[sentences.size()][];
        int next = 0;
        for (int i = 0; i < result.length; i++) {
            float[] found = known.get(sentences.get(i));
            result[i] = found == null ? fresh[next++] : found.clone();
        }
        return result;
    }

    /**
     * {@inheritDoc}
     *
     * <p>That of the encoder: with or without a cache, a run is the same run.
     */
    @Override
    public String fingerprint() {
        return encoder.fingerprint();
    }

    @Override
    public List<String> unreadable(String text) {
        return encoder.unreadable(text);
    }

    /** {@inheritDoc} That of the encoder: a model does not keep its captions' embeddings. */
    @Override
    public Optional<SavedTextEncoder> saved() {
        return encoder.saved();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
