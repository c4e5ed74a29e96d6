package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedLinear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.Stage;
import java.util.List;
import java.util.Optional;

/**
 * GAWWN's discriminator (Reed et al., NIPS 2016, section 4): is this a real image that fits the text, with its subject
 * in this place? The image is read once; a region's path looks at the place alone, with the text, a global path at all
 * of it, with where the text lies.
 *
 * <p>A location belongs to an image and stays with it whatever the text. So projections of images are their features
 * and, as further channels, their locations' maps; those of texts are the texts' codes.
 *
 * @since 0.1.0
 */
public final class GawwnDiscriminator implements Discriminator {
    private final Parameters parameters;
    private final int channels;
    private final List<NormalizedConvolution> trunk;
    private final Linear text;
    private final NormalizedConvolution regionJoint;
    private final NormalizedConvolution regionLook;
    private final NormalizedConvolution regionVector;
    private final GawwnRegion region;
    private final List<NormalizedConvolution> global;
    private final NormalizedConvolution globalJoint;
    private final NormalizedLinear globalVector;
    private final NormalizedLinear both;
    private final Linear logit;

    GawwnDiscriminator(Parameters parameters, int embeddingSize, Stage settings, LocationSettings location) {
        this.parameters = parameters;
        int df = settings.discriminatorChannels();
        int nd = settings.discriminatorTextSize();
        channels = 2 * df;
        GawwnLayers make = new GawwnLayers(parameters, settings.discriminatorNormalization());
        Activation leaky = Activation.LEAKY_RELU;
        trunk = List.of(
                make.plain("image.0", 3, df, ConvolutionGeometry.HALVING, leaky),
                make.plain("image.1", df, df, ConvolutionGeometry.HALVING, leaky),
                make.normalized("image.2", df, channels, ConvolutionGeometry.HALVING, leaky),
                make.normalized("image.3", channels, channels, ConvolutionGeometry.SAME, leaky));
        text = Linear.uniform(parameters, "text", embeddingSize, nd);
        region = GawwnRegion.of(make, location, nd, df);
        regionJoint = make.normalized("region.0", channels + nd, channels, ConvolutionGeometry.SAME, leaky);
        int seen = channels + region.addedChannels();
        regionLook = make.normalized("region.1", seen, channels, ConvolutionGeometry.POINTWISE, leaky);
        regionVector = make.plain("region.2", channels, df, ConvolutionGeometry.POINTWISE, Activation.LINEAR);
        global = make.halvings("global", leaky, channels, 4 * df, 8 * df);
        int joined = 8 * df + region.textChannels();
        globalJoint = make.normalized("global.joint", joined, 4 * df, ConvolutionGeometry.POINTWISE, leaky);
        globalVector = make.ofFeatureMap("global.vector", 4 * df, df, leaky);
        both = make.linear("both", 2 * df, df, leaky);
        logit = Linear.uniform(parameters, "logit", df, 1);
    }

    @Override
    public NDArray features(NDArray image, Mode mode) {
        return mode.kernels().widen(GawwnLayers.through(trunk, image, mode));
    }

    @Override
    public NDArray condition(NDArray embedding, NDArray mean) {
        return Activation.LEAKY_RELU.apply(text.forward(embedding));
    }

    @Override
    public JointProjections projections(NDArray features, Locations where, NDArray condition, Mode mode) {
        return new JointProjections(features.concat(where.told(), 1), condition);
    }

    @Override
    public NDArray conditionalLogits(JointProjections pairs, Mode mode) {
        NDArray features = pairs.images().get(new NDIndex(":, :" + channels));
        NDArray maps = pairs.images().get(new NDIndex(":, " + channels + ":"));
        NDArray vectors =
                region(features, maps, pairs.texts(), mode).concat(global(features, maps, pairs.texts(), mode), 1);
        return logit.forward(both.forward(vectors, mode)).reshape(-1);
    }

    private NDArray region(NDArray features, NDArray maps, NDArray said, Mode mode) {
        NDArray everywhere = SpatialReplication.of(said, features.getShape());
        NDArray x = mode.kernels().widen(regionJoint.forward(features.concat(everywhere, 1), mode));
        x = regionVector.forward(regionLook.forward(region.look(x, maps), mode), mode);
        NDArray cells = mode.kernels()
                .widen(x)
                .reshape(x.getShape().get(0), x.getShape().get(1), -1);
        return Activation.LEAKY_RELU.apply(cells.mean(new int[] {2}));
    }

    private NDArray global(NDArray features, NDArray maps, NDArray said, Mode mode) {
        NDArray x = mode.kernels().widen(GawwnLayers.through(global, features, mode));
        return globalVector.forward(globalJoint.forward(x.concat(region.text(said, maps, mode), 1), mode), mode);
    }

    @Override
    public NDArray conditionalLogits(NDArray images, NDArray condition, Mode mode) {
        return conditionalLogits(new JointProjections(images, condition), mode);
    }

    /** GAWWN's has none. */
    @Override
    public Optional<NDArray> unconditionalLogits(NDArray features, Mode mode) {
        return Optional.empty();
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
