package io.github.stackgan.core.internal.kernels;

/** What follows a normalised convolution. */
public enum Slope {
    /** Nothing. */
    LINEAR,
    /** max(x, 0). */
    RELU,
    /** max(x, 0.2 x). */
    LEAKY
}
