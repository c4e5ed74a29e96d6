package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Normalization;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.Stage;

/**
 * The convolution where image and text meet, with batch normalisation and leaky ReLU. A convolution of channels side
 * by side is the sum of the convolutions of each, so what each image and each text adds is computed once, in however
 * many pairs it stands.
 */
final class JointConvolution {
    private final NDArray weight;
    private final int imageChannels;
    private final ConvolutionGeometry geometry;
    private final Normalization norm;

    JointConvolution(
            Stage.Normalization kind,
            Parameters parameters,
            NormalizedConvolution.Layer layer,
            int imageChannels,
            ConvolutionGeometry geometry) {
        weight = NormalizedConvolution.kernel(kind, parameters, layer, geometry.kernel());
        norm = NormalizedConvolution.normalization(kind, parameters, layer);
        this.imageChannels = imageChannels;
        this.geometry = geometry;
    }

    /**
     * What images and texts add to the sum, before they are paired.
     *
     * @param features of images (P, channels, 4, 4)
     * @param condition of texts (T, Nd)
     */
    JointProjections projections(NDArray features, NDArray condition, Mode mode) {
        NDList kernels = kernels(features.getManager());
        NDArray said = SpatialReplication.of(condition, features.getShape());
        return new JointProjections(
                mode.kernels().convolve(features, kernels.get(0), geometry),
                mode.kernels().convolve(said, kernels.get(1), geometry));
    }

    /** What further texts (T, Nd) add, for feature maps of the shape of {@code projections}. */
    NDArray ofTexts(NDArray condition, Shape projections, Mode mode) {
        NDArray said = SpatialReplication.of(condition, projections);
        return mode.kernels().convolve(said, kernels(condition.getManager()).get(1), geometry);
    }

    private NDList kernels(NDManager manager) {
        NDList kernels = weight.split(new long[] {imageChannels}, 1);
        kernels.attach(manager);
        return kernels;
    }

    /** Pairs: row by row, projections of images with projections of texts. */
    NDArray join(NDArray images, NDArray texts, Mode mode) {
        return norm.forward(images.add(texts), Activation.LEAKY_RELU, mode);
    }
}
