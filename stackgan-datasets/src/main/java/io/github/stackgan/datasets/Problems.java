package io.github.stackgan.datasets;

/**
 * What becomes of images that cannot be used: those that are missing, unreadable or without captions.
 *
 * @since 0.1.0
 */
public enum Problems {
    /** Reading the dataset fails, with all of them listed. */
    FAIL,
    /** They are left out; {@link IndexedImages#report()} lists them. */
    SKIP
}
