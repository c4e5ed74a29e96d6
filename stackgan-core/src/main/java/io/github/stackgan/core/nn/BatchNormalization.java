package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;

/** Batch normalisation over axis 1, epsilon 1e-5, momentum 0.1 in PyTorch's sense. */
final class BatchNormalization {
    private static final float EPSILON = 1e-5f;

    /** DJL counts momentum as the part of the old statistic that stays. */
    private static final float MOMENTUM = 0.9f;

    /** The engine's own axis 1; DJL's axis 1 would swap axes twice to get there. */
    private static final int AXIS = -1;

    private final NDArray scale;
    private final NDArray offset;
    private final NDArray runningMean;
    private final NDArray runningVariance;

    BatchNormalization(Parameters parameters, String name, int channels) {
        scale = parameters.normal(name + ".weight", 1, channels);
        offset = parameters.zeros(name + ".bias", channels);
        runningMean = parameters.statistic(name + ".running_mean", 0, channels);
        runningVariance = parameters.statistic(name + ".running_var", 1, channels);
    }

    NDArray forward(NDArray x, Mode mode) {
        return BatchNorm.batchNorm(
                        x, runningMean, runningVariance, scale, offset, AXIS, MOMENTUM, EPSILON, mode == Mode.TRAINING)
                .singletonOrThrow();
    }
}
