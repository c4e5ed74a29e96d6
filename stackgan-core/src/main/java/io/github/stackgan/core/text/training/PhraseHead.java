package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.github.stackgan.core.loss.PhraseLoss;
import io.github.stackgan.core.nn.Parameters;
import java.util.List;

/**
 * Tells from an embedding which phrases its caption has, so that none is lost in it; serves while an encoder learns.
 */
final class PhraseHead {
    private final Phrases phrases;
    private final NDArray weight;
    private final NDArray bias;

    PhraseHead(Parameters parameters, Phrases phrases, int embeddingSize) {
        this.phrases = phrases;
        double bound = 1 / Math.sqrt(embeddingSize);
        weight = parameters.uniform("phrases.weight", bound, phrases.size(), embeddingSize);
        bias = parameters.uniform("phrases.bias", bound, phrases.size());
    }

    /** The binary cross entropies of all phrases in a caption, summed, in nats; a scalar, the mean over captions. */
    NDArray loss(NDArray embeddings, List<String> sentences) {
        NDArray presence = embeddings
                .getManager()
                .create(phrases.presence(sentences), new Shape(sentences.size(), phrases.size()));
        NDArray logits = Linear.linear(embeddings, weight, bias).singletonOrThrow();
        return PhraseLoss.of(logits, presence);
    }
}
