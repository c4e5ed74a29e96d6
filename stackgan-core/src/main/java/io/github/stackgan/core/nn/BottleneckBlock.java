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
        this(
                name,
                channels,
                activation,
                (layer, geometry, follows) -> NormalizedConvolution.of(kind, parameters, layer, geometry, follows));
    }

    private BottleneckBlock(String name, int channels, Activation activation, Maker maker) {
        int quarter = Math.max(1, channels / 4);
        Layer first = new Layer(name + ".0", name + ".1", channels, quarter);
        Layer second = new Layer(name + ".3", name + ".4", quarter, quarter);
        Layer third = new Layer(name + ".6", name + ".7", quarter, channels);
        narrow = maker.make(first, ConvolutionGeometry.POINTWISE, activation);
        middle = maker.make(second, ConvolutionGeometry.SAME, activation);
        widen = maker.make(third, ConvolutionGeometry.SAME, Activation.LINEAR);
        this.activation = activation;
    }

    private interface Maker {
        NormalizedConvolution make(Layer layer, ConvolutionGeometry geometry, Activation activation);
    }

    /** With a bias before each batch normalisation. */
    public static BottleneckBlock biased(Parameters parameters, String name, int channels, Activation activation) {
        return new BottleneckBlock(
                name,
                channels,
                activation,
                (layer, geometry, follows) -> NormalizedConvolution.biased(parameters, layer, geometry, follows));
    }

    public NDArray forward(NDArray x, Mode mode) {
        NDArray inner = middle.forward(narrow.forward(x, mode), mode);
        return mode.kernels().activate(x.add(widen.forward(inner, mode)), activation);
    }
}
