package io.github.stackgan.metrics.features;

/**
 * How Inception-v3 is taught a dataset's classes.
 *
 * @param iterations batches, at least 1
 * @param batchSize images in each, at least 1
 * @param learningRate Adam's learning rate at the start, in (0, 1); it falls to nothing along half a cosine
 * @param seed decides the last layer's first weights, the order and the mirroring
 * @since 0.1.0
 */
public record InceptionPlan(int iterations, int batchSize, double learningRate, long seed) {
    /** Refuses settings that make no sense. */
    public InceptionPlan {
        if (iterations < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "iterations is " + iterations + " and batchSize " + batchSize + ", but both must be at least 1");
        }
        if (!(learningRate > 0 && learningRate < 1)) {
            throw new IllegalArgumentException("learningRate is " + learningRate + ", but must be between 0 and 1");
        }
    }
}
