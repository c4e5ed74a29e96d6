package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.norm.BatchNorm;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.Kernels;

/** Batch normalisation over axis 1, epsilon 1e-5, momentum 0.1 in PyTorch's sense. */
public final class BatchNormalization implements Normalization {
    private static final float EPSILON = 1e-5f;

    /** The engine's own axis 1; DJL's axis 1 would swap axes twice to get there. */
    private static final int AXIS = -1;

    private final Parameters parameters;
    private final Kernels.Norm norm;

    public BatchNormalization(Parameters parameters, String name, int channels) {
        this.parameters = parameters;
        norm = new Kernels.Norm(
                parameters.normal(name + ".weight", 1, channels),
                parameters.zeros(name + ".bias", channels),
                parameters.statistic(name + ".running_mean", 0, channels),
                parameters.statistic(name + ".running_var", 1, channels));
    }

    @Override
    public NDArray forward(NDArray x, Activation activation, Mode mode) {
        if (mode.statistics() == Mode.Statistics.PASSING) {
            NDManager manager = x.getManager();
            Kernels.Norm passing = new Kernels.Norm(
                    norm.scale(), norm.offset(), here(norm.mean(), manager), here(norm.variance(), manager));
            return mode.kernels().normalize(x, passing, activation, mode.batches());
        }
        if (mode.learns()) {
            parameters.changed();
            return mode.kernels().normalize(x, norm, activation, mode.batches());
        }
        NDArray y = BatchNorm.batchNorm(
                        x, norm.mean(), norm.variance(), norm.scale(), norm.offset(), AXIS, 0.9f, EPSILON, false)
                .singletonOrThrow();
        return mode.kernels().activate(y, activation);
    }

    @Override
    public Folding folding(NDManager manager) {
        NDArray variance = here(norm.variance(), manager).add(EPSILON);
        NDArray factor = here(norm.scale(), manager).div(variance.sqrt());
        return new Folding(factor, here(norm.offset(), manager).sub(factor.mul(norm.mean())));
    }

    /** A result hangs from its first operand's manager, so the first must be a copy that hangs from the right one. */
    private static NDArray here(NDArray weight, NDManager manager) {
        NDArray copy = weight.duplicate();
        copy.attach(manager);
        return copy;
    }
}
