package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** Two 3x3 convolutions added to their input, (N, C, H, W) to the same (paper section 3.4; He et al., CVPR 2016). */
final class ResidualBlock {
    private final Convolution first;
    private final BatchNormalization firstNorm;
    private final Convolution second;
    private final BatchNormalization secondNorm;

    ResidualBlock(Parameters parameters, String name, int channels) {
        first = Convolution.same(parameters, name + ".block.0", channels, channels, 3);
        firstNorm = new BatchNormalization(parameters, name + ".block.1", channels);
        second = Convolution.same(parameters, name + ".block.3", channels, channels, 3);
        secondNorm = new BatchNormalization(parameters, name + ".block.4", channels);
    }

    NDArray forward(NDArray x, Mode mode) {
        NDArray inner = Activation.relu(firstNorm.forward(first.forward(x), mode));
        return Activation.relu(x.add(secondNorm.forward(second.forward(inner), mode)));
    }
}
