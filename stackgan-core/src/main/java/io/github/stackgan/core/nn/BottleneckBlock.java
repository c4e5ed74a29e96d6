package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.settings.Stage;

/**
 * The TensorFlow release's residual block: 1x1 to a quarter of the channels, 3x3, 3x3 back, added to the input; (N, C,
 * H, W) to the same.
 */
public final class BottleneckBlock {
    private final NormalizedConvolution narrow;
    private final NormalizedConvolution middle;
    private final NormalizedConvolution widen;
    private final Activation activation;

    public BottleneckBlock(Parameters parameters, String name, int channels, Activation activation) {
        this(Stage.Normalization.BATCH, parameters, name, channels, activation);
    }

    public BottleneckBlock(
            Stage.Normalization kind, Parameters parameters, String name, int channels, Activation activation) {
        int quarter = channels / 4;
        Layer first = new Layer(name + ".0", name + ".1", channels, quarter);
        Layer second = new Layer(name + ".3", name + ".4", quarter, quarter);
        Layer third = new Layer(name + ".6", name + ".7", quarter, channels);
        narrow = NormalizedConvolution.of(kind, parameters, first, ConvolutionGeometry.POINTWISE, activation);
        middle = NormalizedConvolution.of(kind, parameters, second, ConvolutionGeometry.SAME, activation);
        widen = NormalizedConvolution.of(kind, parameters, third, ConvolutionGeometry.SAME, Activation.LINEAR);
        this.activation = activation;
    }

    public NDArray forward(NDArray x, Mode mode) {
        NDArray inner = middle.forward(narrow.forward(x, mode), mode);
        return mode.kernels().activate(x.add(widen.forward(inner, mode)), activation);
    }
}
