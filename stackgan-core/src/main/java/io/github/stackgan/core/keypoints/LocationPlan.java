package io.github.stackgan.core.keypoints;

import io.github.stackgan.checks.Require;

/**
 * Experimental: how long and how fast a {@link LocationGenerator} learns.
 *
 * @param iterations batches, at least 1
 * @param batchSize images in a batch, at least 2
 * @param learningRate Adam's learning rate, above 0 and below 1
 * @param seed of first weights, noise and order
 * @since 0.1.0
 */
public record LocationPlan(long iterations, int batchSize, double learningRate, long seed) {
    /** Refuses numbers that make no sense. */
    public LocationPlan {
        Require.positive("iterations", iterations);
        Require.between("batchSize", batchSize, 2, 1 << 16);
        Require.rate("learningRate", learningRate);
    }

    /**
     * The authors' batches and learning rate.
     *
     * @param iterations how many batches; the authors take 200 epochs of CUB, about 37,000
     * @param seed any number
     * @return the plan
     */
    public static LocationPlan of(long iterations, long seed) {
        return new LocationPlan(iterations, 64, 2e-4, seed);
    }
}
