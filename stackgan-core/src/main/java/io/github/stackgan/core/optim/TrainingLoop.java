package io.github.stackgan.core.optim;

import io.github.stackgan.Losses;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;

/**
 * Runs the iterations of a training in order: a step, a look at its losses, then the listener, which may also generate
 * samples or write checkpoints. The loop itself changes nothing, so whoever keeps what the step learns can go on at any
 * iteration.
 *
 * @param what learns, in words for a reader, such as "text encoder"
 * @param iterations how many there are in all
 * @param advice words the error if a loss is not finite
 * @param listener hears of every iteration whose losses are finite
 * @since 0.1.0
 */
public record TrainingLoop(String what, long iterations, Advice advice, ProgressListener listener) {
    /** Learns from one batch. */
    @FunctionalInterface
    public interface Step {
        /**
         * Does it.
         *
         * @param iteration 0 for the first
         * @return the losses, and figures such as an accuracy
         */
        Losses run(long iteration);
    }

    /** What to tell the user when training cannot go on. */
    @FunctionalInterface
    public interface Advice {
        /**
         * The message of the error.
         *
         * @param loss its name
         * @param value NaN or infinite
         * @param iteration 1 for the first
         * @return what is wrong, where, and what to do
         */
        String of(String loss, float value, long iteration);
    }

    /**
     * Runs all iterations.
     *
     * @param step what an iteration does
     * @throws TrainingException if one of its losses is NaN or infinite
     */
    public void run(Step step) {
        run(0, iterations, step);
    }

    /**
     * Runs some of the iterations.
     *
     * @param from iterations that are done already, at least 0
     * @param to iterations that are done in the end, at most {@link #iterations}
     * @param step what an iteration does
     * @throws TrainingException if one of its losses is NaN or infinite
     * @throws IllegalArgumentException if there are no such iterations
     */
    public void run(long from, long to, Step step) {
        if (from < 0 || to > iterations) {
            throw new IllegalArgumentException("The " + what + " has iterations 0 to " + iterations
                    + ", but those from " + from + " to " + to + " were asked for");
        }
        for (long i = from; i < to; i++) {
            Losses losses = step.run(i);
            requireFinite(losses, i + 1);
            listener.onProgress(new Progress(what, i + 1, iterations, losses));
        }
    }

    private void requireFinite(Losses losses, long iteration) {
        losses.values().forEach((name, value) -> {
            if (!Float.isFinite(value)) {
                throw new TrainingException(advice.of(name, value, iteration));
            }
        });
    }
}
