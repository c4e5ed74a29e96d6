package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.internal.kernels.Slope;
import io.github.stackgan.core.internal.kernels.Window;

/**
 * A convolution without bias, batch normalisation, and an activation.
 *
 * <p>By running statistics all of it is one convolution: normalisation multiplies and shifts every channel by numbers that stay the
 * same from call to call, so they are folded into the kernel and a bias, which are kept until the weights change.
 *
 * @since 0.1.0
 */
public final class NormalizedConvolution {
    private final Parameters parameters;
    private final NDArray weight;
    private final Window window;
    private final BatchNormalization norm;
    private final Slope slope;
    private final FixedKernels fixed;

    private NormalizedConvolution(
            Parameters parameters, NDArray weight, Window window, BatchNormalization norm, Slope slope) {
        this.parameters = parameters;
        this.weight = weight;
        this.window = window;
        this.norm = norm;
        this.slope = slope;
        fixed = new FixedKernels(parameters, weight, window);
    }

    /**
     * What a layer is called, and how many channels it takes and gives.
     *
     * @param convolution what stands before the convolution's names
     * @param norm what stands before the normalisation's names
     * @param in channels
     * @param out channels of the result
     */
    public record Layer(String convolution, String norm, int in, int out) {}

    /**
     * Makes the weights of a 4x4 convolution with stride 2, followed by a leaky ReLU: half of the width, half of the height.
     *
     * @param parameters where they go
     * @param layer its names and channels
     * @return the layer
     */
    public static NormalizedConvolution halving(Parameters parameters, Layer layer) {
        return of(parameters, layer, Window.HALVING, Slope.LEAKY);
    }

    /** Makes the layer's weights. */
    static NormalizedConvolution of(Parameters parameters, Layer layer, Window window, Slope slope) {
        int side = window.kernel();
        NDArray weight = parameters.normal(layer.convolution() + ".weight", 0, layer.out(), layer.in(), side, side);
        BatchNormalization norm = new BatchNormalization(parameters, layer.norm(), layer.out());
        return new NormalizedConvolution(parameters, weight, window, norm, slope);
    }

    /**
     * Convolves, normalises and activates.
     *
     * @param x (N, in, H, W)
     * @param mode what batch normalisation uses
     * @return (N, out, H', W')
     */
    public NDArray forward(NDArray x, Mode mode) {
        if (mode.learns() || parameters.learning()) {
            return norm.forward(mode.kernels().convolve(x, weight, window), slope, mode);
        }
        return fixed.run(x, slope, mode, this::folded);
    }

    private FixedKernels.Weights folded(NDManager manager) {
        BatchNormalization.Folding folding = norm.folding(manager);
        NDArray kernel = folding.factor().reshape(new Shape(-1, 1, 1, 1)).mul(weight);
        return new FixedKernels.Weights(kernel, folding.shift());
    }
}
