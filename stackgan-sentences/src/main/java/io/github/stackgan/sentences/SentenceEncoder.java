package io.github.stackgan.sentences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Require;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.text.EmbeddingWhitening;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.spi.HostArray;
import io.github.stackgan.spi.SavedTextEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Experimental: a text encoder for small datasets: a language model that read much text before, all-MiniLM-L6-v2 (Wang
 * et al., <i>MiniLM</i>, NeurIPS 2020), gives every word a vector that depends on its neighbours, and a small head, the
 * only part that learns, makes an embedding of them. Names of colours that no caption had are read as one that captions
 * have: crimson as red. The head learns with images as the paper's char-CNN-RNN does (Reed et al., CVPR 2016), and its
 * embeddings are white: over the captions, they have mean 0 and covariance 1.
 *
 * <p>Reads the first 126 word pieces of a sentence, upper and lower case as one. The language model knows English; it
 * needs Linux with glibc, macOS or Windows, and no network. A file keeps the head, and the SHA-256 of the language
 * model, which is the same for everyone and comes with this artifact.
 *
 * @since 0.1.0
 */
public final class SentenceEncoder implements TextEncoder {
    /** What files call encoders of this kind. */
    static final String KIND = "sentences";

    private static final int GROUP = 64;

    private final NDManager manager;
    private final Parameters parameters;
    private final SentenceHead head;
    private final int embeddingSize;
    private final TokenCache cache;
    private final ColourWords colours;

    SentenceEncoder(
            NDManager manager, Parameters parameters, int embeddingSize, TokenCache cache, ColourWords colours) {
        this.manager = manager;
        this.parameters = parameters;
        this.embeddingSize = embeddingSize;
        this.cache = cache;
        this.colours = colours;
        head = new SentenceHead(parameters, embeddingSize);
    }

    /**
     * Trains an encoder on captioned images. Every caption is read by the language model once, if a quarter of the heap
     * has room for all (about 10 KB each); others are read again.
     *
     * @param data images, captions and classes
     * @param embeddingSize the length of its embeddings, at least 1
     * @param plan how long and how fast
     * @param progress hears of every iteration its "loss" and "accuracy"
     * @return the encoder, to be closed
     * @throws IllegalArgumentException if embeddingSize is below 1
     * @throws io.github.stackgan.TrainingException if the data has only one class, or the loss becomes NaN
     * @throws io.github.stackgan.StackGanException if the language model cannot be loaded on this machine
     */
    public static SentenceEncoder train(
            CaptionedImages data, int embeddingSize, TextEncoderPlan plan, ProgressListener progress) {
        ColourWords colours =
                ColourWords.among(IntStream.range(0, data.size()).boxed().flatMap(i -> data.captions(i).stream()));
        SentenceEncoder encoder = untrained(embeddingSize, plan.seed(), colours);
        boolean done = false;
        try (NDManager scratch = encoder.manager.newSubManager()) {
            TextEncoderTraining.train(encoder.new Learner(), data, plan, progress);
            encoder.head.append(EmbeddingWhitening.basis(encoder, data, scratch, plan.seed()));
            done = true;
            return encoder;
        } finally {
            if (!done) {
                encoder.close();
            }
        }
    }

    /** An encoder whose head knows nothing yet. */
    static SentenceEncoder untrained(int embeddingSize, long seed, ColourWords colours) {
        Require.positive("embeddingSize", embeddingSize);
        NDManager manager = PyTorch.manager(Optional.empty());
        return new SentenceEncoder(
                manager, Parameters.random(manager, seed), embeddingSize, TokenCache.ofCaptions(), colours);
    }

    /**
     * Reads an encoder.
     *
     * @param path what {@link #save} wrote
     * @return the encoder, to be closed
     * @throws ModelFormatException if the file cannot be read, is damaged, holds an encoder of another kind, or one for
     *     another language model than this artifact brings
     */
    public static SentenceEncoder load(Path path) {
        TextEncoder found = TextEncoderFile.read(path);
        if (found instanceof SentenceEncoder encoder) {
            return encoder;
        }
        found.close();
        throw new ModelFormatException(path + " holds a text encoder of another kind, "
                + found.getClass().getSimpleName() + "; read it by TextEncoderFile.read");
    }

    /**
     * Writes the head to a safetensors file, which {@link #load} and {@link TextEncoderFile#read} read; it appears
     * whole or not at all.
     *
     * @param path the file; one that is there is replaced, and stays if this fails
     * @throws ModelFormatException if the file cannot be written, or a weight is NaN or infinite
     */
    public void save(Path path) {
        TextEncoderFile.write(path, this);
    }

    @Override
    public int embeddingSize() {
        return embeddingSize;
    }

    @Override
    public float[][] encode(List<String> sentences) {
        float[][] embeddings = new float[sentences.size()][];
        for (int from = 0; from < embeddings.length; from += GROUP) {
            List<TokenVectors> group =
                    cache.read(sentences.subList(from, Math.min(embeddings.length, from + GROUP)).stream()
                            .map(colours::read)
                            .toList());
            for (int i = 0; i < group.size(); i++) {
                // One at a time: beside longer ones a sentence's last digits might be others.
                try (NDManager scratch = manager.newSubManager()) {
                    NDArray one = head.forward(scratch, group.subList(i, i + 1));
                    embeddings[from + i] = Matrices.rows(one)[0];
                }
            }
        }
        return embeddings;
    }

    /** {@inheritDoc} Those of which the language model knows no piece. */
    @Override
    public List<String> unreadable(String text) {
        return text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(point -> point > '~' && !Character.isSpaceChar(point))
                .distinct()
                .mapToObj(Character::toString)
                .filter(MiniLm.get()::isUnknown)
                .toList();
    }

    /** {@inheritDoc} SHA-256 over that of the language model, the captions' names of colours, and the head. */
    @Override
    public String fingerprint() {
        return parameters.fingerprint(KIND + MiniLm.get().sha256() + colours.known());
    }

    @Override
    public Optional<SavedTextEncoder> saved() {
        JsonObject settings = new JsonObject();
        settings.addProperty(SentenceEncoderProvider.PRETRAINED, MiniLm.NAME);
        settings.addProperty(SentenceEncoderProvider.SHA256, MiniLm.get().sha256());
        JsonArray known = new JsonArray();
        colours.known().forEach(known::add);
        settings.add(SentenceEncoderProvider.COLOURS, known);
        Map<String, HostArray> arrays = new LinkedHashMap<>();
        parameters
                .all()
                .forEach((name, array) -> arrays.put(
                        name,
                        HostArray.of(array.toFloatArray(), array.getShape().getShape())));
        return Optional.of(
                new SavedTextEncoder(KIND, "io.github.stackgan:stackgan-sentences", settings.toString(), arrays));
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The head while it learns. */
    private final class Learner implements TextNetwork {
        @Override
        public NDManager manager() {
            return manager;
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }

        @Override
        public int embeddingSize() {
            return embeddingSize;
        }

        @Override
        public String frozen() {
            return MiniLm.get().sha256();
        }

        @Override
        public NDArray forward(NDManager scratch, List<String> sentences) {
            return head.forward(scratch, cache.read(sentences));
        }

        @Override
        public void close() {
            SentenceEncoder.this.close();
        }
    }
}
