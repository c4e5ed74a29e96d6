package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;

/**
 * The convolution where picture and text meet, with batch normalisation and leaky ReLU. A convolution of channels side by side is the sum of
 * the convolutions of each, so what each picture and each text adds is computed once, in however many pairs it stands.
 */
final class JointConvolution {
    private final NDArray weight;
    private final int pictureChannels;
    private final ConvolutionGeometry geometry;
    private final BatchNormalization norm;

    JointConvolution(
            Parameters parameters,
            NormalizedConvolution.Layer layer,
            int pictureChannels,
            ConvolutionGeometry geometry) {
        int side = geometry.kernel();
        weight = parameters.normal(layer.convolution() + ".weight", 0, layer.out(), layer.in(), side, side);
        norm = new BatchNormalization(parameters, layer.norm(), layer.out());
        this.pictureChannels = pictureChannels;
        this.geometry = geometry;
    }

    /**
     * What pictures and texts add to the sum, before they are paired.
     *
     * @param features of pictures (P, channels, 4, 4)
     * @param condition of texts (T, Nd)
     */
    JointProjections projections(NDArray features, NDArray condition, Mode mode) {
        NDList kernels = weight.split(new long[] {pictureChannels}, 1);
        kernels.attach(features.getManager());
        NDArray said = SpatialReplication.of(condition, features.getShape());
        return new JointProjections(
                mode.kernels().convolve(features, kernels.get(0), geometry),
                mode.kernels().convolve(said, kernels.get(1), geometry));
    }

    /** Pairs: row by row, projections of pictures with projections of texts. */
    NDArray join(NDArray pictures, NDArray texts, Mode mode) {
        return norm.forward(pictures.add(texts), Activation.LEAKY_RELU, mode);
    }
}
