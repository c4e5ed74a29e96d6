package io.github.stackgan.settings;

/**
 * A change that every image goes through before the discriminator sees it, real and generated, in both networks'
 * updates, so that it cannot memorise few images (DiffAugment: Zhao et al., NeurIPS 2020). Gradients flow through
 * it to the generator. Strengths are the paper's.
 *
 * @since 0.1.0
 */
public enum Augmentation {
    /**
     * Brightness, by up to 0.5 of values in [-1, 1]; saturation, times 0 to 2; contrast, times 0.5 to 1.5. The
     * discriminator then cannot tell what colours images have, so it is not for captions that speak of colours.
     */
    COLOUR,
    /** A shift by up to an eighth of width and height; what comes in from outside is grey. */
    TRANSLATION,
    /** A square of half the width, anywhere, becomes grey. */
    CUTOUT
}
