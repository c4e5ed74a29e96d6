package io.github.stackgan;

/**
 * Hears how far long work is: training of encoders and classifiers, caching, evaluation. Training of the stages has
 * more to tell, to a {@link TrainingListener}.
 *
 * <p>Training calls it after every iteration, in order, on the thread that trains. Work that takes all cores calls it
 * from any of their threads, also at the same time, so {@link Progress#done} need not rise from call to call. A slow
 * listener slows the work, and an exception thrown by one stops it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProgressListener {
    /**
     * A part of the work is done.
     *
     * @param progress how much, and of training its figures
     */
    void onProgress(Progress progress);

    /**
     * Where nobody wants to know.
     *
     * @return a listener that does nothing
     */
    static ProgressListener none() {
        return progress -> {};
    }
}
