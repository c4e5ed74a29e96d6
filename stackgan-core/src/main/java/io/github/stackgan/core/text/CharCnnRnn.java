package io.github.stackgan.core.text;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.internal.weights.Safetensors;
import io.github.stackgan.core.internal.weights.Weight;
import io.github.stackgan.core.internal.weights.WeightFiles;
import io.github.stackgan.core.nn.Parameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * char-CNN-RNN, the paper's text encoder (Reed et al., <i>Learning Deep Representations of Fine-grained Visual Descriptions</i>,
 * CVPR 2016). Reads the first 201 characters of a sentence, upper and lower case as one; characters outside its alphabet count
 * as spaces; an empty sentence is read as nothing at all and has an embedding like any other.
 *
 * @since 0.1.0
 */
public final class CharCnnRnn implements TextEncoder {
    /** The length of the published models' embeddings. */
    public static final int EMBEDDING_SIZE = 1024;

    private static final int GROUP = 64;

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

        /** Name parts of the recurrence's weights, in the order of the published state dicts. */
        List<String> gates() {
            return gated ? List.of("_update", "_reset", "") : List.of("");
        }
    }

    private final NDManager manager;
    private final Variant variant;
    private final CharCnnRnnNetwork network;
    private final int embeddingSize;

    private CharCnnRnn(NDManager manager, Parameters parameters, Variant variant, int embeddingSize) {
        this.manager = manager;
        this.variant = variant;
        this.embeddingSize = embeddingSize;
        network = new CharCnnRnnNetwork(parameters, variant, embeddingSize);
    }

    /**
     * An encoder that knows nothing yet.
     *
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings, {@link #EMBEDDING_SIZE} for the published models
     * @param seed where the first weights come from
     * @return the encoder
     */
    public static CharCnnRnn untrained(Variant variant, int embeddingSize, long seed) {
        NDManager manager = manager(Optional.empty());
        return new CharCnnRnn(manager, Parameters.random(manager, seed), variant, embeddingSize);
    }

    /**
     * Reads an encoder from a PyTorch state dict or a safetensors file; its shapes tell the variant.
     *
     * @param path a .pth, .pt or .safetensors file
     * @return the encoder, on the default device
     * @throws ModelFormatException if the file cannot be read or holds something else
     */
    public static CharCnnRnn load(Path path) {
        Map<String, Weight> weights = WeightFiles.read(path);
        Weight third = weights.get("conv3.weight");
        if (third == null || third.shape().length != 3) {
            throw new ModelFormatException(path + " is not a char-CNN-RNN: it has no conv3.weight of three dimensions;"
                    + " its first weights are "
                    + weights.keySet().stream().limit(4).toList());
        }
        boolean gated = weights.containsKey("rnn.i2h_update.weight");
        Variant variant = gated
                ? Variant.BIRDS_ICML
                : third.shape()[0] == Variant.BIRDS_CVPR.width() ? Variant.BIRDS_CVPR : Variant.FLOWERS_ICML;
        return read(path.toString(), variant, "", weights, Optional.empty());
    }

    /**
     * Reads an encoder from weights in memory.
     *
     * @param origin where they come from, for messages
     * @param variant the shape of the network
     * @param prefix what stands before the weights' names
     * @param weights name and weight
     * @param device where to put them, or empty for a GPU if the engine sees one
     * @return the encoder
     * @throws ModelFormatException if a weight is missing or of another shape
     */
    public static CharCnnRnn read(
            String origin, Variant variant, String prefix, Map<String, Weight> weights, Optional<Device> device) {
        Weight projection = weights.get(prefix + "emb_proj.weight");
        if (projection == null || projection.shape().length != 2) {
            throw new ModelFormatException(origin + ": " + prefix + "emb_proj.weight of a char-CNN-RNN is missing");
        }
        NDManager manager = manager(device);
        CharCnnRnn encoder = new CharCnnRnn(
                manager,
                Parameters.blank(manager),
                variant,
                Math.toIntExact(projection.shape()[0]));
        try {
            encoder.network.parameters().load(origin, prefix, weights);
            return encoder;
        } catch (ModelFormatException e) {
            encoder.close();
            throw e;
        }
    }

    private static NDManager manager(Optional<Device> device) {
        return device.isPresent()
                ? NDManager.newBaseManager(device.get(), "PyTorch")
                : NDManager.newBaseManager(null, "PyTorch");
    }

    /**
     * Copies the weights to the host.
     *
     * @param prefix put before every name
     * @param into where the copies go
     */
    public void save(String prefix, Map<String, Weight> into) {
        network.parameters().save(prefix, into);
    }

    /**
     * Writes the encoder to a safetensors file, which {@link #load} reads.
     *
     * @param path the file; one that is there is replaced
     */
    public void save(Path path) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        save("", weights);
        Safetensors.write(path, Map.of(), weights);
    }

    /**
     * The shape of the network.
     *
     * @return the variant
     */
    public Variant variant() {
        return variant;
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
                float[] all = network.forward(characters(scratch, group)).toFloatArray();
                for (int i = 0; i < group.size(); i++) {
                    embeddings[from + i] = new float[embeddingSize];
                    System.arraycopy(all, i * embeddingSize, embeddings[from + i], 0, embeddingSize);
                }
            }
        }
        return embeddings;
    }

    /** Sentences as (N, 70, 201). */
    static NDArray characters(NDManager manager, List<String> sentences) {
        int plane = Alphabet.SIZE * Alphabet.LENGTH;
        float[] values = new float[sentences.size() * plane];
        for (int i = 0; i < sentences.size(); i++) {
            Alphabet.write(sentences.get(i), values, i * plane);
        }
        return manager.create(values, new Shape(sentences.size(), Alphabet.SIZE, Alphabet.LENGTH));
    }

    @Override
    public String fingerprint() {
        Hasher hasher = Hashing.sha256().newHasher().putUnencodedChars(variant.name());
        network.parameters().all().forEach((name, array) -> {
            hasher.putUnencodedChars(name);
            for (float value : array.toFloatArray()) {
                hasher.putFloat(value);
            }
        });
        return hasher.hash().toString();
    }

    @Override
    public void close() {
        manager.close();
    }
}
