package io.github.stackgan.settings;

/**
 * How many bits the feature maps between a network's layers have. Weights, statistics, losses and the optimizer's state
 * always have 32.
 *
 * @since 0.1.0
 */
public enum Precision {
    /** 32-bit floating point, as the paper's releases. */
    FLOAT32,
    /**
     * 16 bits with the range of 32: faster where the processor multiplies them in hardware (AVX-512 BF16, AMX, recent
     * GPUs).
     */
    BFLOAT16
}
