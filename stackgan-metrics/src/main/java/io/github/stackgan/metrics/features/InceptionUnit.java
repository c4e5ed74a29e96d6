package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.github.stackgan.core.nn.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Inception's building block: a convolution without bias, batch normalisation by running statistics (epsilon 1e-3),
 * ReLU. Where no weights learn, the normalisation is folded into the convolution.
 */
final class InceptionUnit {
    private static final float EPSILON = 1e-3f;
    private static final int AXIS = -1;

    private final Parameters parameters;
    private final NDArray weight;
    private final Kernel kernel;
    private final NDArray scale;
    private final NDArray offset;
    private final NDArray mean;
    private final NDArray variance;
    private @Nullable Folded folded;

    /** How a kernel is shaped and moves; padding keeps height and width, or there is none. */
    record Kernel(int height, int width, int stride, Edges edges) {
        static Kernel same(int height, int width) {
            return new Kernel(height, width, 1, Edges.PADDED);
        }

        static Kernel valid(int side, int stride) {
            return new Kernel(side, side, stride, Edges.CUT);
        }

        Shape padding() {
            return edges == Edges.CUT ? new Shape(0, 0) : new Shape((height - 1) / 2, (width - 1) / 2);
        }
    }

    /** What happens at a feature map's edges. */
    enum Edges {
        PADDED,
        CUT
    }

    private record Folded(long version, NDArray weight, NDArray bias) {}

    InceptionUnit(Parameters parameters, String name, int in, int out, Kernel kernel) {
        this.parameters = parameters;
        this.kernel = kernel;
        // Keeps the variance of what passes a ReLU (He et al., ICCV 2015).
        double bound = Math.sqrt(6.0 / ((double) in * kernel.height() * kernel.width()));
        weight = parameters.uniform(name + ".conv.weight", bound, out, in, kernel.height(), kernel.width());
        scale = parameters.normal(name + ".bn.weight", 1, out);
        offset = parameters.zeros(name + ".bn.bias", out);
        mean = parameters.statistic(name + ".bn.running_mean", 0, out);
        variance = parameters.statistic(name + ".bn.running_var", 1, out);
    }

    /** (N, in, H, W) to (N, out, H', W'). */
    NDArray forward(NDArray x) {
        if (parameters.learning()) {
            NDArray y = BatchNorm.batchNorm(
                            convolve(x, weight, null), mean, variance, scale, offset, AXIS, 0.9f, EPSILON, false)
                    .singletonOrThrow();
            return Activation.relu(y);
        }
        Folded current = folded();
        try (NDArray y = convolve(x, current.weight(), current.bias())) {
            return Activation.relu(y);
        }
    }

    private NDArray convolve(NDArray x, NDArray kernels, @Nullable NDArray bias) {
        Shape stride = new Shape(kernel.stride(), kernel.stride());
        return Conv2d.conv2d(x, kernels, bias, stride, kernel.padding(), new Shape(1, 1))
                .singletonOrThrow();
    }

    private synchronized Folded folded() {
        Folded found = folded;
        long version = parameters.version();
        if (found != null && found.version() == version) {
            return found;
        }
        if (found != null) {
            found.weight().close();
            found.bias().close();
        }
        NDManager owner = weight.getManager();
        try (NDManager scratch = owner.newSubManager()) {
            NDArray deviation = here(variance, scratch).add(EPSILON).sqrt();
            NDArray factor = here(scale, scratch).div(deviation);
            NDArray kernels = factor.reshape(new Shape(-1, 1, 1, 1)).mul(weight);
            NDArray bias = here(offset, scratch).sub(factor.mul(mean));
            kernels.attach(owner);
            bias.attach(owner);
            found = new Folded(version, kernels, bias);
        }
        folded = found;
        return found;
    }

    /** A result belongs to its first operand's manager, so the first must be a copy that belongs to the right one. */
    private static NDArray here(NDArray array, NDManager manager) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }
}
