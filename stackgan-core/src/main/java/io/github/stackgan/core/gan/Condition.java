package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;

/**
 * What Conditioning Augmentation makes of a batch of embeddings.
 *
 * @param sample c = mu + sigma * eps (N, Ng)
 * @param mean mu (N, Ng)
 * @param logVariance log sigma^2 (N, Ng)
 * @since 0.1.0
 */
public record Condition(NDArray sample, NDArray mean, NDArray logVariance) {
    /** Of a generator that is given no text: all 0, the standard normal's, so that its divergence is 0. */
    static Condition none(NDArray eps) {
        return new Condition(eps.zerosLike(), eps.zerosLike(), eps.zerosLike());
    }
}
