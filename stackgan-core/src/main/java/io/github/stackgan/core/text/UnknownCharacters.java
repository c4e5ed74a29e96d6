package io.github.stackgan.core.text;

/**
 * What char-CNN-RNN makes of a character outside its alphabet, such as an accented letter.
 *
 * @since 0.1.0
 */
public enum UnknownCharacters {
    /** It counts as a space, as in the PyTorch port of the published models. */
    SPACE,
    /** Its column stays 0, as in the Torch original (Reed et al., CVPR 2016). */
    BLANK
}
