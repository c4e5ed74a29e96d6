package io.github.stackgan.sentences;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import java.util.List;

/**
 * Experimental: any embedding model of LangChain4j as a text encoder: its vectors are the embeddings, and nothing is
 * learned. Such vectors say what a sentence is about, but hardly which colour belongs to which part: with
 * all-MiniLM-L6-v2, "red body, black wings" and "black body, red wings" lie closer together than either lies to its
 * paraphrase. {@link SentenceEncoder} learns to tell them apart.
 *
 * <p>A model that is trained with it does not keep it: {@code StackGan.load} must be given the encoder again.
 *
 * @since 0.1.0
 */
public final class EmbeddingModelEncoder implements TextEncoder {
    /** What the fingerprint is taken of; the first tells how long the vectors are. */
    private static final List<String> SAMPLES = List.of(
            "a small red bird with a white belly and black wings",
            "a bowl of fruit on a wooden table",
            "two children running through the snow",
            "the night train to the coast was late",
            "a yellow flower with long narrow petals",
            "an empty street after heavy rain",
            "he tuned the violin before the concert",
            "a recipe for bread with walnuts");

    /** An empty text is refused by LangChain4j. */
    private static final String NOTHING = ".";

    private final EmbeddingModel model;
    private final int size;
    private final String fingerprint;

    private EmbeddingModelEncoder(EmbeddingModel model, int size) {
        this.model = model;
        this.size = size;
        this.fingerprint = fingerprint(model.getClass(), encode(SAMPLES));
    }

    /**
     * Makes an encoder of an embedding model.
     *
     * @param model safe to call from several threads at once; stays with its owner, who closes it if need be
     * @return the encoder, whose embeddings are as long as the model's
     * @throws StackGanException if the model gives an empty vector, or vectors that {@link #encode} refuses
     */
    public static EmbeddingModelEncoder of(EmbeddingModel model) {
        int size = model.embed(SAMPLES.get(0)).content().dimension();
        if (size < 1) {
            throw new StackGanException("The embedding model "
                    + model.getClass().getName() + " gives vectors of no number; take a model of texts");
        }
        return new EmbeddingModelEncoder(model, size);
    }

    @Override
    public int embeddingSize() {
        return size;
    }

    /**
     * {@inheritDoc} A blank sentence is read as a full stop.
     *
     * @throws StackGanException if the model gives another number of vectors, or one of another length, or a number
     *     that is not finite
     */
    @Override
    public float[][] encode(List<String> sentences) {
        if (sentences.isEmpty()) {
            return new float[0][];
        }
        List<Embedding> found = model.embedAll(sentences.stream()
                        .map(s -> TextSegment.from(s.isBlank() ? NOTHING : s))
                        .toList())
                .content();
        if (found.size() != sentences.size()) {
            throw new StackGanException("The embedding model gave " + found.size() + " vectors for " + sentences.size()
                    + " sentences; it must give one for each");
        }
        return found.stream().map(this::checked).toArray(float[][]::new);
    }

    private float[] checked(Embedding embedding) {
        float[] vector = embedding.vector().clone();
        if (vector.length != size) {
            throw new StackGanException("The embedding model gave a vector of " + vector.length
                    + " numbers, but its first had " + size + "; all must be of one length");
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new StackGanException("The embedding model gave the number " + number + "; all must be finite");
            }
        }
        return vector;
    }

    /**
     * {@inheritDoc} SHA-256 over the model's class, the length of its vectors, and which number of its vectors of some
     * sentences is the farthest from zero, on which side: another processor rounds the numbers otherwise.
     */
    @Override
    public String fingerprint() {
        return fingerprint;
    }

    private static String fingerprint(Class<?> kind, float[][] vectors) {
        Hasher hasher =
                Hashing.sha256().newHasher().putUnencodedChars(kind.getName()).putInt(vectors[0].length);
        for (float[] vector : vectors) {
            int farthest = 0;
            for (int i = 1; i < vector.length; i++) {
                if (Math.abs(vector[i]) > Math.abs(vector[farthest])) {
                    farthest = i;
                }
            }
            hasher.putInt(farthest).putBoolean(vector[farthest] < 0);
        }
        return hasher.hash().toString();
    }
}
