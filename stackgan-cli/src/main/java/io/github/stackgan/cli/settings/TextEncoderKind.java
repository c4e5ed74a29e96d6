package io.github.stackgan.cli.settings;

/** What kind of text encoder is trained before the stages. */
public enum TextEncoderKind {
    /** The paper's char-CNN-RNN. */
    CHAR_CNN_RNN,
    /** A pretrained language model with a small head, which alone learns. */
    SENTENCES
}
