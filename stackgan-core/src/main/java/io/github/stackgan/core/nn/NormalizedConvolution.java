package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.kernels.Kernels;
import io.github.stackgan.settings.Stage;

/**
 * A convolution without bias, batch normalisation or what stands in its place, and an activation.
 *
 * <p>By running statistics all of it is one convolution: normalisation multiplies and shifts every channel by numbers
 * that stay the same from call to call, so they are folded into the kernel and a bias, which are kept until the weights
 * change.
 *
 * @since 0.1.0
 */
public final class NormalizedConvolution {
    private final Parameters parameters;
    private final NDArray weight;
    private final ConvolutionGeometry geometry;
    private final Normalization norm;
    private final Activation activation;
    private final InferenceConvolution inference;

    private NormalizedConvolution(
            Parameters parameters,
            NDArray weight,
            ConvolutionGeometry geometry,
            Normalization norm,
            Activation activation) {
        this.parameters = parameters;
        this.weight = weight;
        this.geometry = geometry;
        this.norm = norm;
        this.activation = activation;
        inference = new InferenceConvolution(parameters, weight, geometry);
    }

    /**
     * What a layer is called, and how many channels it takes and gives.
     *
     * @param convolution what stands before the convolution's names
     * @param norm what stands before the normalisation's names
     * @param in channels
     * @param out channels of the result
     */
    public record Layer(String convolution, String norm, int in, int out) {}

    /**
     * Makes the weights of a 4x4 convolution with stride 2, followed by a leaky ReLU: half of the width, half of the
     * height.
     *
     * @param parameters where they go
     * @param layer its names and channels
     * @return the layer
     */
    public static NormalizedConvolution halving(Parameters parameters, Layer layer) {
        return of(parameters, layer, ConvolutionGeometry.HALVING, Activation.LEAKY_RELU);
    }

    /** Makes the layer's weights. */
    public static NormalizedConvolution of(
            Parameters parameters, Layer layer, ConvolutionGeometry geometry, Activation activation) {
        return of(Stage.Normalization.BATCH, parameters, layer, geometry, activation);
    }

    /** Makes the layer's weights, with batch normalisation or something in its place. */
    public static NormalizedConvolution of(
            Stage.Normalization kind,
            Parameters parameters,
            Layer layer,
            ConvolutionGeometry geometry,
            Activation activation) {
        NDArray weight = kernel(kind, parameters, layer, geometry.kernel());
        Normalization norm = normalization(kind, parameters, layer);
        return new NormalizedConvolution(parameters, weight, geometry, norm, activation);
    }

    /** With a bias before batch normalisation, as Torch's own layers have it. */
    public static NormalizedConvolution biased(
            Parameters parameters, Layer layer, ConvolutionGeometry geometry, Activation activation) {
        return new NormalizedConvolution(
                parameters,
                kernel(Stage.Normalization.BATCH, parameters, layer, geometry.kernel()),
                geometry,
                new BiasedNormalization(
                        new ChannelBias(parameters, layer.convolution(), layer.out()),
                        new BatchNormalization(parameters, layer.norm(), layer.out())),
                activation);
    }

    /** With a bias alone. */
    public static NormalizedConvolution withBias(
            Parameters parameters, Layer layer, ConvolutionGeometry geometry, Activation activation) {
        return new NormalizedConvolution(
                parameters,
                kernel(Stage.Normalization.BATCH, parameters, layer, geometry.kernel()),
                geometry,
                new ChannelBias(parameters, layer.convolution(), layer.out()),
                activation);
    }

    /**
     * Convolves, normalises and activates.
     *
     * @param x (N, in, H, W)
     * @param mode what batch normalisation uses
     * @return (N, out, H', W')
     */
    public NDArray forward(NDArray x, Mode mode) {
        if (mode.learns() || parameters.learning()) {
            return norm.forward(mode.kernels().convolve(x, weight, geometry), activation, mode);
        }
        return inference.run(x, activation, mode, this::folded);
    }

    private Kernels.Weights folded(NDManager manager) {
        Normalization.Folding folding = norm.folding(manager);
        NDArray kernel = folding.factor().reshape(new Shape(-1, 1, 1, 1)).mul(weight);
        return new Kernels.Weights(kernel, folding.shift());
    }

    /** What follows the convolution of a layer. */
    public static Normalization normalization(Stage.Normalization kind, Parameters parameters, Layer layer) {
        return switch (kind) {
            case BATCH -> new BatchNormalization(parameters, layer.norm(), layer.out());
            case NONE -> new ChannelBias(parameters, layer.convolution(), layer.out());
        };
    }

    /** Makes a convolution's weight (out, in, k, k) that suits it. */
    public static NDArray kernel(Stage.Normalization kind, Parameters parameters, Layer layer, int side) {
        String name = layer.convolution() + ".weight";
        return switch (kind) {
            case BATCH -> parameters.normal(name, 0, layer.out(), layer.in(), side, side);
            case NONE -> {
                double deviation = Math.sqrt(2.0 / (layer.in() * side * side));
                yield parameters.deviating(name, deviation, layer.out(), layer.in(), side, side);
            }
        };
    }
}
