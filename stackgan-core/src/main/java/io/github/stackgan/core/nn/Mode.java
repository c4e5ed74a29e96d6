package io.github.stackgan.core.nn;

/**
 * What batch normalisation normalises by.
 *
 * @since 0.1.0
 */
public enum Mode {
    /** The batch's own statistics, which also move the running ones. */
    TRAINING,
    /** The running statistics, which stay as they are. */
    EVALUATION
}
