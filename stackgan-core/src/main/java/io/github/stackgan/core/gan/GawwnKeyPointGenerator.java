package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.BottleneckBlock;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedLinear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.VectorToFeatureMap;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.Stage1;
import java.util.List;

/**
 * GAWWN's generator of images whose subject has its parts at key points (Reed et al., NIPS 2016, section 4.2). A local
 * path puts text and noise where any point is, a global path reads the points together, and both are merged with the
 * points themselves and enlarged.
 *
 * @since 0.1.0
 */
public final class GawwnKeyPointGenerator implements FirstGenerator {
    private final Parameters parameters;
    private final Linear noise;
    private final Linear text;
    private final NormalizedLinear localVector;
    private final NormalizedConvolution local;
    private final List<NormalizedConvolution> layout;
    private final NormalizedLinear layoutVector;
    private final NormalizedLinear globalVector;
    private final VectorToFeatureMap globalGrid;
    private final List<NormalizedConvolution> globalUps;
    private final List<NormalizedConvolution> merged;
    private final BottleneckBlock residual;
    private final List<NormalizedConvolution> enlarging;

    GawwnKeyPointGenerator(Parameters parameters, int embeddingSize, Stage1 settings) {
        this.parameters = parameters;
        int gf = settings.generatorChannels();
        int points = settings.location()
                .map(LocationSettings::keyPoints)
                .orElseThrow()
                .size();
        GawwnLayers make = new GawwnLayers(parameters);
        noise = Linear.uniform(parameters, "noise", settings.noiseSize(), 4 * gf);
        text = Linear.uniform(parameters, "text", embeddingSize, 4 * gf);
        localVector = make.linear("local.vector", 8 * gf, 4 * gf, Activation.RELU);
        local = make.normalized("local", 4 * gf, 4 * gf, ConvolutionGeometry.SAME, Activation.RELU);
        layout = make.halvings("layout", Activation.RELU, points, gf, 2 * gf);
        layoutVector = make.ofFeatureMap("layout.vector", 2 * gf, 4 * gf, Activation.RELU);
        globalVector = make.linear("global.vector", 8 * gf, 4 * gf, Activation.RELU);
        globalGrid = new VectorToFeatureMap(parameters, "global.grid", 8 * gf, 4 * gf, Activation.RELU);
        globalUps = make.doublings("global", 4 * gf, 2 * gf, gf);
        merged = List.of(
                make.normalized("merged.0", 5 * gf + points, 4 * gf, ConvolutionGeometry.SAME, Activation.RELU),
                make.normalized("merged.1", 4 * gf, 4 * gf, ConvolutionGeometry.SAME, Activation.LINEAR));
        residual = BottleneckBlock.biased(parameters, "residual", 4 * gf, Activation.RELU);
        enlarging = List.of(
                make.normalized("enlarging.0", 4 * gf, 2 * gf, ConvolutionGeometry.TRANSPOSED, Activation.RELU),
                make.normalized("enlarging.1", 2 * gf, gf, ConvolutionGeometry.TRANSPOSED, Activation.RELU),
                make.plain("enlarging.2", gf, 3, ConvolutionGeometry.TRANSPOSED, Activation.LINEAR));
    }

    @Override
    public StageOutput forward(NDArray embedding, Locations where, NDArray z, NDArray eps, Mode mode) {
        NDArray maps = where.told();
        NDArray joint = Activation.RELU.apply(noise.forward(z).concat(text.forward(embedding), 1));
        NDArray seen = SpatialReplication.of(localVector.forward(joint, mode), maps.getShape())
                .mul(GawwnLayers.mask(maps));
        NDArray near = mode.kernels().widen(local.forward(seen, mode));
        NDArray all =
                mode.kernels().widen(global(joint, maps, mode)).concat(near, 1).concat(maps, 1);
        NDArray x = residual.forward(GawwnLayers.through(merged, all, mode), mode);
        NDArray image = mode.kernels().widen(GawwnLayers.through(enlarging, x, mode));
        return new StageOutput(image.tanh(), Condition.none(eps));
    }

    private NDArray global(NDArray joint, NDArray maps, Mode mode) {
        NDArray seen = layoutVector.forward(GawwnLayers.through(layout, maps, mode), mode);
        NDArray both = seen.concat(globalVector.forward(joint, mode), 1);
        return GawwnLayers.through(globalUps, globalGrid.forward(both, mode), mode);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
