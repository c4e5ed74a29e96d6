package io.github.stackgan.settings;

/**
 * A change that every image goes through before the discriminator sees it, real and generated, in both networks'
 * updates, so that it cannot memorise few images (DiffAugment: Zhao et al., NeurIPS 2020). Gradients flow through
 * it to the generator. Strengths are the paper's; of its changes those of colour are left out, of which captions speak.
 *
 * @since 0.1.0
 */
public enum Augmentation {
    /** A shift by up to an eighth of width and height; what comes in from outside is grey. */
    TRANSLATION,
    /** A square of half the width, anywhere, becomes grey. */
    CUTOUT
}
