package io.github.stackgan.datasets.cache;

/**
 * Hears how far work on all images of a dataset is.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Progress {
    /**
     * Called after every image, from any thread.
     *
     * @param done images that are finished
     * @param total all images that there is work on
     */
    void finished(int done, int total);
}
