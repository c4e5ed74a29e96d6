package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;

/** Two 3x3 convolutions added to their input, (N, C, H, W) to the same (paper section 3.4; He et al., CVPR 2016). */
public final class ResidualBlock {
    private final NormalizedConvolution first;
    private final NormalizedConvolution second;

    public ResidualBlock(Parameters parameters, String name, int channels) {
        first = convolution(parameters, name, 0, channels, Activation.RELU);
        second = convolution(parameters, name, 3, channels, Activation.LINEAR);
    }

    private static NormalizedConvolution convolution(
            Parameters parameters, String name, int place, int channels, Activation activation) {
        String block = name + ".block.";
        NormalizedConvolution.Layer layer =
                new NormalizedConvolution.Layer(block + place, block + (place + 1), channels, channels);
        return NormalizedConvolution.of(parameters, layer, ConvolutionGeometry.SAME, activation);
    }

    public NDArray forward(NDArray x, Mode mode) {
        return mode.kernels().activate(x.add(second.forward(first.forward(x, mode), mode)), Activation.RELU);
    }
}
