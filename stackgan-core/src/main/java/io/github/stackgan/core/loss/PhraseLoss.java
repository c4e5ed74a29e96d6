package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.stackgan.core.nn.ScalarMultiply;

/**
 * How badly the phrases of captions are predicted: the binary cross entropies of all phrases, summed.
 *
 * @since 0.1.0
 */
public final class PhraseLoss {
    private PhraseLoss() {}

    /**
     * The loss.
     *
     * @param logits of phrases (N, P)
     * @param presence 1 where a caption has the phrase and 0 elsewhere, or how probable that is (N, P)
     * @return a scalar in nats, the mean over captions
     */
    public static NDArray of(NDArray logits, NDArray presence) {
        NDArray nats = Activation.softPlus(logits).sub(logits.mul(presence));
        return ScalarMultiply.by(nats.sum(), 1f / logits.getShape().get(0));
    }
}
