package io.github.stackgan.cli.train;

/** What kind of text encoder {@link Train} trains before the stages. */
public enum TextEncoderKind {
    /** The paper's char-CNN-RNN. */
    CHAR_CNN_RNN,
    /** A pretrained language model with a small head, which alone learns. */
    SENTENCES
}
