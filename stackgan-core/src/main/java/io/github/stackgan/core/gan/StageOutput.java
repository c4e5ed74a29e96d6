package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;

/**
 * What a generator gives.
 *
 * @param image images (N, 3, S, S) in [-1, 1]
 * @param condition the stage's own conditions
 * @since 0.1.0
 */
public record StageOutput(NDArray image, Condition condition) {}
