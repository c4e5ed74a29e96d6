package io.github.stackgan.core.embeddings;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.nn.CheckedEmbeddings;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
import org.jspecify.annotations.Nullable;

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
    private static final String ENCODER = "textEncoderFingerprint";

    private final TextEncoder encoder;

    /** Rows by their captions. */
    private final Map<String, Integer> known;

    /** Of {@link #ROWS} rows each, but for the last. */
    private final List<Weight> parts;

    private EmbeddingCache(TextEncoder encoder, Map<String, Integer> known, List<Weight> parts) {
        this.encoder = encoder;
        this.known = known;
        this.parts = List.copyOf(parts);
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
        List<Weight> embeddings = Files.exists(file)
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

    private static EmbeddingCache of(TextEncoder encoder, List<String> captions, List<Weight> parts) {
        Map<String, Integer> known = new HashMap<>();
        for (String caption : captions) {
            known.put(caption, known.size());
        }
        return new EmbeddingCache(encoder, known, parts);
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

    private static Map<String, String> identity(CaptionedImages data, int captions) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("datasetFingerprint", data.fingerprint());
        identity.put("captions", String.valueOf(captions));
        return identity;
    }

    /** Parts as the file has them: they are not kept in another form beside, for they can be gigabytes. */
    private static List<Weight> encode(TextEncoder encoder, List<String> captions, ProgressListener progress) {
        List<Weight> parts = new ArrayList<>();
        int size = encoder.embeddingSize();
        for (int first = 0; first < captions.size(); first += ROWS) {
            int end = Math.min(captions.size(), first + ROWS);
            ByteBuffer part = ByteBuffer.allocate(
                            Math.multiplyExact(end - first, Math.multiplyExact(size, Float.BYTES)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            FloatBuffer numbers = part.asFloatBuffer();
            for (int from = first; from < end; from += GROUP) {
                int to = Math.min(end, from + GROUP);
                for (float[] row : CheckedEmbeddings.of(encoder, captions.subList(from, to))) {
                    numbers.put(row);
                }
                progress.onProgress(Progress.of("captions encoded", to, captions.size()));
            }
            parts.add(new Weight(WeightType.F32, new long[] {end - first, size}, part));
        }
        return parts;
    }

    private static List<Weight> write(
            Path file, CaptionedImages data, TextEncoder encoder, List<String> captions, ProgressListener progress) {
        List<Weight> parts = encode(encoder, captions, progress);
        Map<String, Weight> weights = new LinkedHashMap<>();
        parts.forEach(part -> weights.put(NAME + weights.size(), part));
        Map<String, String> metadata = identity(data, captions.size());
        metadata.put(ENCODER, encoder.fingerprint());
        FormatVersion.EMBEDDINGS.mark(metadata);
        metadata.put("dataset", data.name());
        WeightFiles.write(file, metadata, weights);
        return parts;
    }

    /**
     * Refuses a file that is no cache of a dataset's captions, before an encoder is there to ask.
     *
     * @param file there, or not yet
     * @param data whose captions it shall remember
     * @throws DatasetException if the cache is of another dataset
     * @throws ModelFormatException if the file cannot be read or is none
     */
    public static void requireOf(Path file, CaptionedImages data) {
        if (Files.exists(file)) {
            requireIdentity(
                    file,
                    WeightFiles.metadata(file),
                    data,
                    identity(data, captions(data).size()));
        }
    }

    private static void requireIdentity(
            Path file, Map<String, String> metadata, CaptionedImages data, Map<String, String> identity) {
        FormatVersion.EMBEDDINGS.require(file, metadata);
        identity.forEach((key, wanted) -> {
            String found = metadata.getOrDefault(key, "not named");
            if (!wanted.equals(found)) {
                throw new DatasetException(file + " is not a cache of the embeddings of " + data.name()
                        + " by this text encoder: its " + key + " is " + Quoted.bare(found) + ", but " + wanted
                        + " is wanted (it was made of "
                        + Quoted.bare(metadata.getOrDefault("dataset", "what it does not name"))
                        + "). Delete it, or name another file.");
            }
        });
    }

    private static List<Weight> read(Path file, CaptionedImages data, TextEncoder encoder, int captions) {
        SafetensorsFile content = WeightFiles.readOwn(file);
        Map<String, String> identity = identity(data, captions);
        identity.put(ENCODER, encoder.fingerprint());
        requireIdentity(file, content.metadata(), data, identity);
        List<Weight> parts = new ArrayList<>();
        int rows = 0;
        while (rows < captions) {
            int proper = rows;
            Weight part = Optional.ofNullable(content.weights().get(NAME + parts.size()))
                    .filter(w -> isPart(w, Math.min(ROWS, captions - proper), encoder.embeddingSize()))
                    .orElseThrow(() -> damaged(file, proper, captions));
            parts.add(part.as(WeightType.F32));
            rows += Math.toIntExact(part.shape()[0]);
        }
        return parts;
    }

    private static boolean isPart(Weight weight, int rows, int size) {
        return Arrays.equals(weight.shape(), new long[] {rows, size});
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
        float[][] fresh = unknown.isEmpty() ? new float[0][] : CheckedEmbeddings.of(encoder, unknown);
        float[][] result = new float[sentences.size()][];
        int next = 0;
        for (int i = 0; i < result.length; i++) {
            @Nullable Integer row = known.get(sentences.get(i));
            result[i] = row == null ? fresh[next++] : row(row);
        }
        return result;
    }

    private float[] row(int row) {
        float[] numbers = new float[embeddingSize()];
        parts.get(row / ROWS).data().asFloatBuffer().get(row % ROWS * numbers.length, numbers);
        return numbers;
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
