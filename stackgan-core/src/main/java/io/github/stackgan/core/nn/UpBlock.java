package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Doubles height and width: nearest-neighbour upsampling, 3x3 convolution, batch normalisation, ReLU; (N, in, H, W) to (N, out,
 * 2H, 2W). Paper section 3.3.
 */
final class UpBlock {
    private final UpConvolution convolution;
    private final BatchNormalization norm;

    UpBlock(Parameters parameters, String name, int in, int out) {
        convolution = new UpConvolution(parameters, name + ".1", in, out);
        norm = new BatchNormalization(parameters, name + ".2", out);
    }

    NDArray forward(NDArray x, Mode mode) {
        return Activation.relu(linear(x, mode));
    }

    /** Without the ReLU, for a residual block to add to. */
    NDArray linear(NDArray x, Mode mode) {
        return norm.forward(convolution.forward(x), mode);
    }
}
