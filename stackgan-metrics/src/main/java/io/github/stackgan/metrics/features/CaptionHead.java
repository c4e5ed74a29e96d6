package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.Whitening;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.TypicalEmbeddings;
import java.util.List;

/**
 * One layer over the embeddings of a text encoder that stays as it is: it lets captions lie apart that the embeddings
 * hold close together.
 */
final class CaptionHead {
    /** The length of a code. */
    static final int CODE = 256;

    static final String LAYER = "sentence";

    private static final String MEAN = "embeddingMean";

    private final Whitening white;
    private final Linear layer;

    /** The head while it learns. */
    record Learner(NDManager manager, Parameters parameters, CaptionHead head, StackGan gan) implements TextNetwork {
        /** As the model was trained with, so that a model's copy in 16 bits has the same. */
        @Override
        public String frozen() {
            return gan.provenance().textEncoderFingerprint();
        }

        static Learner of(NDManager manager, StackGan gan, CaptionedImages data, long seed) {
            TextEncoder encoder = gan.textEncoder();
            Parameters parameters = Parameters.random(manager, seed);
            CaptionHead head = new CaptionHead(parameters, encoder.embeddingSize());
            try (NDManager scratch = manager.newSubManager()) {
                head.expect(TypicalEmbeddings.of(encoder, data, scratch, seed));
            }
            return new Learner(manager, parameters, head, gan);
        }

        @Override
        public int embeddingSize() {
            return CODE;
        }

        @Override
        public NDArray forward(NDManager scratch, List<String> sentences) {
            return head.codes(Matrices.of(scratch, gan.textEncoder().encode(sentences)));
        }

        @Override
        public void close() {
            parameters.close();
        }
    }

    CaptionHead(Parameters parameters, int embeddingSize) {
        white = unchanged(parameters, embeddingSize);
        layer = Linear.withBias(parameters, LAYER, embeddingSize, CODE);
    }

    private static Whitening unchanged(Parameters parameters, int size) {
        return new Whitening(
                parameters.statistic(MEAN, 0, size),
                parameters.statistic("embeddingWhitening", count -> identity(size), size, size));
    }

    private static float[] identity(int size) {
        float[] one = new float[size * size];
        for (int i = 0; i < size; i++) {
            one[i * (size + 1)] = 1;
        }
        return one;
    }

    /** Before it learns: it brings embeddings like these (M, E) to a mean of 0 and a covariance of 1. */
    void expect(NDArray embeddings) {
        Whitening found = Whitening.of(embeddings);
        white.mean().set(Matrices.EVERYTHING, found.mean());
        white.root().set(Matrices.EVERYTHING, found.root());
        found.mean().close();
        found.root().close();
    }

    /** From embeddings (M, E) to codes (M, 256). */
    NDArray codes(NDArray embeddings) {
        return layer.forward(white.apply(embeddings));
    }
}
