package io.github.stackgan.settings;

/**
 * How many bits the feature maps between a network's layers have. Weights, statistics, losses and the optimizer's state
 * always have 32.
 *
 * @since 0.1.0
 */
public enum Precision {
    /**
     * {@link #BFLOAT16} on processors that multiply 16-bit numbers (AVX-512 BF16 or AMX, as Linux tells), else {@link
     * #FLOAT32}; on GPUs that, unless the system property says otherwise, as it is as fast there. A machine always
     * chooses the same. The system property {@code stackgan.precision} ({@code float32} or {@code bfloat16}; {@code
     * auto} by default) chooses for it.
     */
    AUTO,
    /** 32-bit floating point, as the paper's releases: the same on all machines but for rounding. */
    FLOAT32,
    /**
     * 16 bits with the range of 32: faster where the processor multiplies them in hardware (AVX-512 BF16, AMX). Where
     * it emulates them, work takes many times as long, and a warning says how many.
     */
    BFLOAT16
}
