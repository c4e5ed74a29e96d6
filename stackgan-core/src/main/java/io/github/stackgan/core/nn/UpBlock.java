package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;

/**
 * Doubles height and width: nearest-neighbour upsampling and a 3x3 convolution, or a transposed convolution; then
 * batch normalisation, and ReLU or nothing; (N, in, H, W) to (N, out, 2H, 2W). Paper section 3.3.
 */
public final class UpBlock {
    private final NormalizedConvolution convolution;

    public UpBlock(Parameters parameters, String name, int in, int out, Activation activation) {
        this(parameters, name, in, out, activation, ConvolutionGeometry.DOUBLING);
    }

    public UpBlock(
            Parameters parameters, String name, int in, int out, Activation activation, ConvolutionGeometry geometry) {
        NormalizedConvolution.Layer layer = new NormalizedConvolution.Layer(name + ".1", name + ".2", in, out);
        convolution = NormalizedConvolution.of(parameters, layer, geometry, activation);
    }

    public NDArray forward(NDArray x, Mode mode) {
        return convolution.forward(x, mode);
    }
}
