package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;

/**
 * What images and texts bring to the discriminator's question whether they fit, before they are paired.
 *
 * @param images (P, 8 df, 4, 4)
 * @param texts (T, 8 df, 4, 4)
 * @since 0.1.0
 */
public record JointProjections(NDArray images, NDArray texts) {}
