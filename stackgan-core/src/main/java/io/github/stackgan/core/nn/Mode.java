package io.github.stackgan.core.nn;

import io.github.stackgan.core.kernels.KernelChoice;
import io.github.stackgan.core.kernels.Kernels;
import io.github.stackgan.settings.Precision;

/**
 * How a network computes.
 *
 * @param statistics what batch normalisation normalises by
 * @param precision of the feature maps between layers
 * @param batches how many batches are computed as one, one after the other; batch normalisation keeps them apart
 * @since 0.1.0
 */
public record Mode(Statistics statistics, Precision precision, int batches) {
    /** The batch's own statistics, 32 bits. */
    public static final Mode TRAINING = new Mode(Statistics.BATCH, Precision.FLOAT32, 1);

    /** The batch's own statistics, which leave no trace, 32 bits. */
    public static final Mode PASSING = new Mode(Statistics.PASSING, Precision.FLOAT32, 1);

    /** The running statistics, 32 bits; no gradient flows to the input. */
    public static final Mode EVALUATION = new Mode(Statistics.RUNNING, Precision.FLOAT32, 1);

    /** What batch normalisation normalises by. */
    public enum Statistics {
        /** The batch's own statistics, which also move the running ones. */
        BATCH,
        /** The batch's own statistics; the running ones stay as they are. */
        PASSING,
        /** The running statistics, which stay as they are. */
        RUNNING
    }

    /**
     * The same with other feature maps.
     *
     * @param other their precision
     * @return the mode
     */
    public Mode in(Precision other) {
        return new Mode(statistics, other, batches);
    }

    /**
     * The same for several batches at once.
     *
     * @param count how many
     * @return the mode
     */
    public Mode together(int count) {
        return new Mode(statistics, precision, count);
    }

    boolean learns() {
        return statistics != Statistics.RUNNING;
    }

    public Kernels kernels() {
        return KernelChoice.of(precision);
    }
}
