package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.core.nn.NormalizedLinear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the layers that GAWWN's networks are built of: convolutions with a bias and batch normalisation, or without it
 * and with first weights that keep the features' scale.
 *
 * @param parameters where their weights go
 * @param kind what follows the convolutions
 */
record GawwnLayers(Parameters parameters, Stage.Normalization kind) {
    /** The authors'. */
    GawwnLayers(Parameters parameters) {
        this(parameters, Stage.Normalization.BATCH);
    }

    NormalizedConvolution normalized(
            String name, int in, int out, ConvolutionGeometry geometry, Activation activation) {
        Layer layer = layer(name, in, out);
        return switch (kind) {
            case BATCH -> NormalizedConvolution.biased(parameters, layer, geometry, activation);
            case NONE -> NormalizedConvolution.of(kind, parameters, layer, geometry, activation);
        };
    }

    NormalizedConvolution plain(String name, int in, int out, ConvolutionGeometry geometry, Activation activation) {
        Layer layer = layer(name, in, out);
        return switch (kind) {
            case BATCH -> NormalizedConvolution.withBias(parameters, layer, geometry, activation);
            case NONE -> NormalizedConvolution.of(kind, parameters, layer, geometry, activation);
        };
    }

    private static Layer layer(String name, int in, int out) {
        return new Layer(name + ".0", name + ".1", in, out);
    }

    NormalizedLinear linear(String name, int in, int out, Activation activation) {
        return NormalizedLinear.of(kind, parameters, name, in, out, activation);
    }

    /** Makes a vector of a feature map (N, in, 4, 4). */
    NormalizedLinear ofFeatureMap(String name, int in, int out, Activation activation) {
        return NormalizedLinear.ofFeatureMap(kind, parameters, name, in, out, activation);
    }

    /** Each halves the feature map: one fewer than there are numbers of channels. */
    List<NormalizedConvolution> halvings(String name, Activation activation, int... channels) {
        return each(name, ConvolutionGeometry.HALVING, activation, channels);
    }

    /** Each doubles the feature map: one fewer than there are numbers of channels. */
    List<NormalizedConvolution> doublings(String name, int... channels) {
        return each(name, ConvolutionGeometry.TRANSPOSED, Activation.RELU, channels);
    }

    private List<NormalizedConvolution> each(
            String name, ConvolutionGeometry geometry, Activation activation, int... channels) {
        List<NormalizedConvolution> made = new ArrayList<>();
        for (int i = 0; i + 1 < channels.length; i++) {
            made.add(normalized(name + "." + i, channels[i], channels[i + 1], geometry, activation));
        }
        return List.copyOf(made);
    }

    static NDArray through(List<NormalizedConvolution> layers, NDArray x, Mode mode) {
        for (NormalizedConvolution layer : layers) {
            x = layer.forward(x, mode);
        }
        return x;
    }

    /** Where any key point is seen (N, 1, 16, 16), of their maps (N, K, 16, 16). */
    static NDArray mask(NDArray maps) {
        return maps.sum(new int[] {1}, true).clip(0, 1);
    }
}
