package io.github.stackgan.datasets;

/**
 * Hears how far work on all pictures of a dataset is.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Progress {
    /**
     * Called after every picture, from any thread.
     *
     * @param done pictures that are finished
     * @param total all pictures that there is work on
     */
    void finished(int done, int total);
}
