package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import io.github.stackgan.core.internal.kernels.Kernels;
import io.github.stackgan.core.internal.kernels.Slope;

/** Batch normalisation over axis 1, epsilon 1e-5, momentum 0.1 in PyTorch's sense. */
final class BatchNormalization {
    private static final float EPSILON = 1e-5f;

    /** The engine's own axis 1; DJL's axis 1 would swap axes twice to get there. */
    private static final int AXIS = -1;

    private final Parameters parameters;
    private final Kernels.Norm norm;

    BatchNormalization(Parameters parameters, String name, int channels) {
        this.parameters = parameters;
        norm = new Kernels.Norm(
                parameters.normal(name + ".weight", 1, channels),
                parameters.zeros(name + ".bias", channels),
                parameters.statistic(name + ".running_mean", 0, channels),
                parameters.statistic(name + ".running_var", 1, channels));
    }

    /** Normalises, and applies the slope; {@code x} may be overwritten. */
    NDArray forward(NDArray x, Slope slope, Mode mode) {
        if (mode.learns()) {
            parameters.changed();
            return mode.kernels().normalize(x, norm, slope);
        }
        NDArray y = BatchNorm.batchNorm(
                        x, norm.mean(), norm.variance(), norm.scale(), norm.offset(), AXIS, 0.9f, EPSILON, false)
                .singletonOrThrow();
        return mode.kernels().activate(y, slope);
    }

    /** What {@link #forward} by running statistics multiplies with, (C); hangs from the weights' manager. */
    NDArray factor() {
        return norm.scale().div(norm.variance().add(EPSILON).sqrt());
    }

    /** What {@link #forward} by running statistics adds after that, (C); hangs from the weights' manager. */
    NDArray shift(NDArray factor) {
        return norm.offset().sub(norm.mean().mul(factor));
    }
}
