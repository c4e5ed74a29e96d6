package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;

/**
 * What images and texts bring to the discriminator's question whether they fit, before they are paired.
 *
 * @param images (P, 8 df, 4, 4), of a discriminator that is told locations (P, 2 df + L, 16, 16)
 * @param texts (T, 8 df, 4, 4), or (T, Nd)
 * @since 0.1.0
 */
public record JointProjections(NDArray images, NDArray texts) {}
