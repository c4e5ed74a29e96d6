package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Precision;
import io.github.stackgan.core.internal.kernels.Kernels;
import io.github.stackgan.core.internal.kernels.Slope;
import io.github.stackgan.core.internal.kernels.Window;
import java.util.EnumMap;
import java.util.Map;

/**
 * A convolution without bias, batch normalisation, and an activation.
 *
 * <p>By running statistics all of it is one convolution: normalisation multiplies and shifts every channel by numbers that stay the
 * same from call to call, so they are folded into the kernel and a bias, which are kept until the weights change.
 */
final class NormalizedConvolution {
    private final Parameters parameters;
    private final NDArray weight;
    private final Window window;
    private final BatchNormalization norm;
    private final Slope slope;
    private final Map<Precision, Folded> folded = new EnumMap<>(Precision.class);

    private record Folded(long version, Kernels.Prepared prepared) {}

    private NormalizedConvolution(
            Parameters parameters, NDArray weight, Window window, BatchNormalization norm, Slope slope) {
        this.parameters = parameters;
        this.weight = weight;
        this.window = window;
        this.norm = norm;
        this.slope = slope;
    }

    /** What a layer is called, and how many channels it takes and gives. */
    record Layer(String convolution, String norm, int in, int out) {}

    /** Makes the layer's weights. */
    static NormalizedConvolution of(Parameters parameters, Layer layer, Window window, Slope slope) {
        int side = window.kernel();
        NDArray weight = parameters.normal(layer.convolution() + ".weight", 0, layer.out(), layer.in(), side, side);
        BatchNormalization norm = new BatchNormalization(parameters, layer.norm(), layer.out());
        return new NormalizedConvolution(parameters, weight, window, norm, slope);
    }

    NDArray forward(NDArray x, Mode mode) {
        if (mode.learns() || parameters.learning()) {
            return norm.forward(mode.kernels().convolve(x, weight, window), slope, mode);
        }
        return mode.kernels().run(x, folded(mode), slope);
    }

    private synchronized Kernels.Prepared folded(Mode mode) {
        Folded found = folded.get(mode.precision());
        long version = parameters.version();
        if (found == null || found.version() != version) {
            if (found != null) {
                found.prepared().close();
            }
            found = new Folded(version, fold(mode.kernels()));
            folded.put(mode.precision(), found);
        }
        return found.prepared();
    }

    private Kernels.Prepared fold(Kernels kernels) {
        try (NDManager scratch = weight.getManager().newSubManager()) {
            BatchNormalization.Folding folding = norm.folding(scratch);
            NDArray kernel = folding.factor().reshape(new Shape(-1, 1, 1, 1)).mul(weight);
            Kernels.Prepared prepared = kernels.prepare(kernel, folding.shift(), window);
            prepared.attach(weight.getManager());
            return prepared;
        }
    }
}
