package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;

/**
 * What Conditioning Augmentation makes of a batch of embeddings.
 *
 * @param sample c = mu + sigma * eps (N, Ng)
 * @param mean mu (N, Ng)
 * @param logVariance log sigma^2 (N, Ng)
 * @since 0.1.0
 */
public record Condition(NDArray sample, NDArray mean, NDArray logVariance) {}
