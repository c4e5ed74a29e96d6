package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stackgan.core.internal.kernels.Slope;
import io.github.stackgan.core.internal.kernels.Window;

/**
 * The convolution where picture and text meet, with batch normalisation and leaky ReLU. A convolution of channels side by side is the sum of
 * the convolutions of each, so the share of each picture and of each text is computed once, in however many pairs it stands.
 */
final class JointConvolution {
    private final NDArray weight;
    private final int pictureChannels;
    private final Window window;
    private final BatchNormalization norm;

    JointConvolution(Parameters parameters, NormalizedConvolution.Layer layer, int pictureChannels, Window window) {
        int side = window.kernel();
        weight = parameters.normal(layer.convolution() + ".weight", 0, layer.out(), layer.in(), side, side);
        norm = new BatchNormalization(parameters, layer.norm(), layer.out());
        this.pictureChannels = pictureChannels;
        this.window = window;
    }

    /**
     * What pictures and texts add to the sum, before they are paired.
     *
     * @param features of pictures (P, channels, 4, 4)
     * @param condition of texts (T, Nd)
     */
    Discriminator.Shares shares(NDArray features, NDArray condition, Mode mode) {
        NDList kernels = weight.split(new long[] {pictureChannels}, 1);
        kernels.attach(features.getManager());
        NDArray said = Stage2Generator.tile(condition, features.getShape());
        return new Discriminator.Shares(
                mode.kernels().convolve(features, kernels.get(0), window),
                mode.kernels().convolve(said, kernels.get(1), window));
    }

    /** Pairs: row by row, shares of pictures with shares of texts. */
    NDArray join(NDArray pictures, NDArray texts, Mode mode) {
        return norm.forward(pictures.add(texts), Slope.LEAKY, mode);
    }
}
