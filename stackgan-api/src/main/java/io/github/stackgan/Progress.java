package io.github.stackgan;

/**
 * How far long work is.
 *
 * @param what the work, in words for a reader, such as "text encoder" or "captions encoded"; the same from its
 *     beginning to its end
 * @param done how many iterations, images or captions are done, in [1, total]
 * @param total how many there are in all
 * @param figures of the iteration that is just done, such as "loss" and "accuracy"; empty for work that trains nothing
 * @since 0.1.0
 */
public record Progress(String what, long done, long total, Losses figures) {
    /** Refuses what cannot be. */
    public Progress {
        if (done < 1 || done > total) {
            throw new IllegalArgumentException(
                    "done is " + done + " of " + what + ", but must be in [1, " + total + "], the total");
        }
    }

    /**
     * Of work that trains nothing.
     *
     * @param what the work, in words for a reader
     * @param done how much is done, in [1, total]
     * @param total how much there is in all
     * @return progress without figures
     */
    public static Progress of(String what, long done, long total) {
        return new Progress(what, done, total, Losses.none());
    }
}
