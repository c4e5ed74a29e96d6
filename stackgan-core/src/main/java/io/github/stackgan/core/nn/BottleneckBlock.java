package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * The TensorFlow release's residual block: 1x1 to a quarter of the channels, 3x3, 3x3 back, added to the input; (N, C, H, W) to
 * the same.
 */
final class BottleneckBlock {
    private final Convolution narrow;
    private final BatchNormalization narrowNorm;
    private final Convolution middle;
    private final BatchNormalization middleNorm;
    private final Convolution widen;
    private final BatchNormalization widenNorm;
    private final UnaryOperator<NDArray> activation;

    BottleneckBlock(Parameters parameters, String name, int channels, UnaryOperator<NDArray> activation) {
        int quarter = channels / 4;
        narrow = Convolution.same(parameters, name + ".0", channels, quarter, 1);
        narrowNorm = new BatchNormalization(parameters, name + ".1", quarter);
        middle = Convolution.same(parameters, name + ".3", quarter, quarter, 3);
        middleNorm = new BatchNormalization(parameters, name + ".4", quarter);
        widen = Convolution.same(parameters, name + ".6", quarter, channels, 3);
        widenNorm = new BatchNormalization(parameters, name + ".7", channels);
        this.activation = activation;
    }

    NDArray forward(NDArray x, Mode mode) {
        NDArray inner = activation.apply(narrowNorm.forward(narrow.forward(x), mode));
        inner = activation.apply(middleNorm.forward(middle.forward(inner), mode));
        return activation.apply(x.add(widenNorm.forward(widen.forward(inner), mode)));
    }
}
