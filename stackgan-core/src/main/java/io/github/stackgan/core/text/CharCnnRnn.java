package io.github.stackgan.core.text;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SavedEncoders;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * char-CNN-RNN, the paper's text encoder (Reed et al., <i>Learning Deep Representations of Fine-grained Visual
 * Descriptions</i>, CVPR 2016). Reads the first 201 characters of a text, upper and lower case as one; characters
 * outside its alphabet count as spaces, unless {@link UnknownCharacters#BLANK} is asked for; an empty text is read
 * as nothing at all and has an embedding like any other.
 *
 * @since 0.1.0
 */
public final class CharCnnRnn implements TextEncoder {
    /** The length of the published models' embeddings. */
    public static final int EMBEDDING_SIZE = 1024;

    private static final int GROUP = 64;

    /**
     * Marks saved weights of an encoder that leaves unknown characters blank; the published names have nothing for it.
     */
    private static final String BLANK_MARK = "unknown_characters_are_blank";

    /** The published shapes of the network. */
    public enum Variant {
        /** 256 channels, 8 steps, ReLU recurrence; of the CVPR 2016 paper's bird model, and the smallest. */
        BIRDS_CVPR(256, false, false),
        /** 512 channels, no third pooling, so 18 steps, gated recurrence; the birds of GAN-INT-CLS and StackGAN. */
        BIRDS_ICML(512, true, true),
        /** 512 channels, 8 steps, ReLU recurrence; the flowers of GAN-INT-CLS and StackGAN. */
        FLOWERS_ICML(512, false, false);

        private final int width;
        private final boolean gated;
        private final boolean keepsLength;

        Variant(int width, boolean gated, boolean keepsLength) {
            this.width = width;
            this.gated = gated;
            this.keepsLength = keepsLength;
        }

        int width() {
            return width;
        }

        boolean gated() {
            return gated;
        }

        boolean keepsLength() {
            return keepsLength;
        }

        /** Tells the variant of a state dict by the names of its recurrence and the width of its last convolution. */
        static Variant of(String origin, Map<String, Weight> weights) {
            Weight third = weights.get("conv3.weight");
            if (third == null || third.shape().length != 3) {
                throw new ModelFormatException(origin + " is not a char-CNN-RNN: it has no conv3.weight of three"
                        + " dimensions; its first weights are "
                        + weights.keySet().stream().limit(4).map(Quoted::bare).toList()
                        + "; give the state dict of a char-CNN-RNN, without a prefix before its names");
            }
            boolean gated = weights.containsKey("rnn.i2h_update.weight");
            long width = third.shape()[0];
            return Arrays.stream(values())
                    .filter(v -> v.gated == gated && v.width == width)
                    .findFirst()
                    .orElseThrow(() -> new ModelFormatException(origin
                            + " is not a known char-CNN-RNN: conv3.weight has "
                            + width + " channels and the recurrence is " + (gated ? "gated" : "not gated")
                            + ", but known are " + Arrays.toString(values()) + " with 256 (not gated), 512 (gated)"
                            + " and 512 (not gated)"));
        }

        /** Name parts of the recurrence's weights, in the order of the published state dicts. */
        List<String> gates() {
            return gated ? List.of("_update", "_reset", "") : List.of("");
        }
    }

    private final NDManager manager;
    private final Variant variant;
    private final CharCnnRnnNetwork network;
    private final int embeddingSize;
    private final UnknownCharacters unknown;

    private CharCnnRnn(
            NDManager manager, Parameters parameters, Variant variant, int embeddingSize, UnknownCharacters unknown) {
        this.manager = manager;
        this.variant = variant;
        this.embeddingSize = embeddingSize;
        this.unknown = unknown;
        network = new CharCnnRnnNetwork(parameters, variant, embeddingSize);
    }

    /**
     * How much of some texts it can read: latin letters, digits and punctuation.
     *
     * @param texts such as captions that one is to be trained on
     * @return the part of their characters, white space aside, that it has a column for, in [0, 1]
     */
    public static double readable(Collection<String> texts) {
        return Alphabet.readable(texts);
    }

    /**
     * An encoder that knows nothing yet, with embeddings of the published length.
     *
     * @param variant the shape of the network
     * @param seed where the first weights come from
     * @return the encoder
     */
    public static CharCnnRnn untrained(Variant variant, long seed) {
        return untrained(variant, EMBEDDING_SIZE, seed);
    }

    /**
     * An encoder that knows nothing yet.
     *
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings, at least 1; {@link #EMBEDDING_SIZE} for the published models
     * @param seed where the first weights come from
     * @return the encoder
     * @throws IllegalArgumentException if embeddingSize is below 1
     */
    public static CharCnnRnn untrained(Variant variant, int embeddingSize, long seed) {
        Require.positive("embeddingSize", embeddingSize);
        NDManager manager = PyTorch.manager(Optional.empty());
        try {
            Parameters parameters = Parameters.random(manager, seed);
            return new CharCnnRnn(manager, parameters, variant, embeddingSize, UnknownCharacters.SPACE);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Reads an encoder from a PyTorch state dict or a safetensors file; its names and shapes tell the variant.
     *
     * @param path a .pth, .pt or .safetensors file
     * @return the encoder, on the default device
     * @throws ModelFormatException if the file cannot be read, is damaged, has weights that are NaN or infinite, or
     *     holds something else, naming what does not fit
     */
    public static CharCnnRnn load(Path path) {
        return load(path, Optional.empty(), Optional.empty());
    }

    /**
     * Reads an encoder as {@link #load(Path)} does, onto a device.
     *
     * @param path a .pth, .pt or .safetensors file
     * @param device where to put it
     * @return the encoder
     * @throws ModelFormatException if the file cannot be read, is damaged, has weights that are NaN or infinite, or
     *     holds something else, naming what does not fit
     */
    public static CharCnnRnn load(Path path, Device device) {
        return load(path, Optional.empty(), Optional.of(device));
    }

    /**
     * Reads an encoder as {@link #load(Path)} does, and says how it reads characters that it does not know, which files
     * of other programs leave open. What {@link #save(Path)} writes remembers it.
     *
     * @param path a .pth, .pt or .safetensors file
     * @param unknown what an unknown character counts as
     * @return the encoder, on the default device
     * @throws ModelFormatException if the file cannot be read, is damaged, has weights that are NaN or infinite, or
     *     holds something else, naming what does not fit
     */
    public static CharCnnRnn load(Path path, UnknownCharacters unknown) {
        return load(path, Optional.of(unknown), Optional.empty());
    }

    private static CharCnnRnn load(Path path, Optional<UnknownCharacters> unknown, Optional<Device> device) {
        Map<String, Weight> weights = WeightFiles.read(path);
        Variant variant = Variant.of(path.toString(), weights);
        return read(path.toString(), variant, weights, unknown.orElse(marked(weights)), device);
    }

    /** Reads an encoder from weights in memory. */
    static CharCnnRnn read(String origin, Variant variant, Map<String, Weight> weights, Optional<Device> device) {
        return read(origin, variant, weights, marked(weights), device);
    }

    private static UnknownCharacters marked(Map<String, Weight> weights) {
        return weights.containsKey(BLANK_MARK) ? UnknownCharacters.BLANK : UnknownCharacters.SPACE;
    }

    private static CharCnnRnn read(
            String origin,
            Variant variant,
            Map<String, Weight> weights,
            UnknownCharacters unknown,
            Optional<Device> device) {
        Weight projection = weights.get("emb_proj.weight");
        long size = projection == null || projection.shape().length != 2
                ? 0
                : projection.shape()[0];
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new ModelFormatException(origin + ": emb_proj.weight of a char-CNN-RNN is "
                    + (projection == null ? "missing" : Arrays.toString(projection.shape())) + ", but must be of (the"
                    + " embeddings' length, " + variant.width() + "); take another file");
        }
        NDManager manager = PyTorch.manager(device);
        try {
            return Parameters.blank(manager)
                    .read(
                            FileWeights.of(origin, weights),
                            p -> new CharCnnRnn(manager, p, variant, (int) size, unknown));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** Copies the weights to the host. */
    Map<String, Weight> weights() {
        Map<String, Weight> weights = new LinkedHashMap<>();
        network.parameters().save("", weights);
        if (unknown == UnknownCharacters.BLANK) {
            weights.put(BLANK_MARK, Weight.ofLongs(new long[] {1}, 1));
        }
        return weights;
    }

    /** {@inheritDoc} Those outside its alphabet, which it reads as spaces, or as nothing. */
    @Override
    public List<String> unreadable(String text) {
        return Alphabet.unknown(text);
    }

    @Override
    public Optional<SavedTextEncoder> saved() {
        return Optional.of(new SavedTextEncoder(
                SavedEncoders.CHAR_CNN_RNN,
                "io.github.stackgan:stackgan-core",
                variant.name(),
                Collections.unmodifiableMap(weights())));
    }

    /**
     * Writes the encoder to a safetensors file, which {@link #load} reads; it appears whole or not at all.
     *
     * @param path the file; one that is there is replaced, and stays if this fails
     * @throws ModelFormatException if the file cannot be written, or a weight is NaN or infinite, with the reason and
     *     what to do
     */
    public void save(Path path) {
        WeightFiles.write(path, Map.of(), weights());
    }

    /**
     * The shape of the network.
     *
     * @return the variant
     */
    public Variant variant() {
        return variant;
    }

    /**
     * How it reads a character outside its alphabet.
     *
     * @return what such a character counts as
     */
    public UnknownCharacters unknownCharacters() {
        return unknown;
    }

    /**
     * Another encoder with the same weights, on the same device.
     *
     * @return the copy, which may learn without changing this one
     */
    public CharCnnRnn copy() {
        return read("the encoder", variant, weights(), Optional.of(manager.getDevice()));
    }

    /**
     * Experimental: this encoder while it learns, for those who write trainings of their own.
     *
     * @return a view on it; its weights are this encoder's, and closing it closes this encoder
     */
    public TextNetwork learner() {
        return new CharCnnRnnLearner(this);
    }

    CharCnnRnnNetwork network() {
        return network;
    }

    NDManager manager() {
        return manager;
    }

    @Override
    public int embeddingSize() {
        return embeddingSize;
    }

    @Override
    public float[][] encode(List<String> sentences) {
        float[][] embeddings = new float[sentences.size()][];
        for (int from = 0; from < embeddings.length; from += GROUP) {
            List<String> group = sentences.subList(from, Math.min(embeddings.length, from + GROUP));
            try (NDManager scratch = manager.newSubManager()) {
                float[][] rows = Matrices.rows(network.forward(scratch, rows(group)));
                System.arraycopy(rows, 0, embeddings, from, rows.length);
            }
        }
        return embeddings;
    }

    /** The rows of each text's characters, (N, 201). */
    int[][] rows(List<String> texts) {
        return texts.stream().map(text -> Alphabet.rows(text, unknown)).toArray(int[][]::new);
    }

    /** {@inheritDoc} SHA-256 over the variant, the way of reading, and the names and numbers of all weights. */
    @Override
    public String fingerprint() {
        return network.parameters()
                .fingerprint(variant.name() + (unknown == UnknownCharacters.BLANK ? BLANK_MARK : ""));
    }

    @Override
    public void close() {
        manager.close();
    }
}
