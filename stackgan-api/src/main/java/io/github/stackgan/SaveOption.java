package io.github.stackgan;

/**
 * How {@link StackGan#save} writes a model.
 *
 * @since 0.1.0
 */
public enum SaveOption {
    /** Weights as 16-bit floating point: half the size, the same images to the eye. */
    FLOAT16,
    /** Without the discriminators, which only training and evaluation need. */
    GENERATORS_ONLY
}
