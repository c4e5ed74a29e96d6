package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.BottleneckBlock;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedLinear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.SpatialTransformer;
import io.github.stackgan.core.nn.VectorToFeatureMap;
import io.github.stackgan.settings.Stage1;
import java.util.List;

/**
 * GAWWN's generator of images whose subject stands in a box (Reed et al., NIPS 2016, section 4.1). A global path reads
 * where the text lies, a local path draws the subject over a whole feature map that is then shrunk into the box, and
 * both are merged and enlarged.
 *
 * @since 0.1.0
 */
public final class GawwnBoxGenerator implements FirstGenerator {
    private final Parameters parameters;
    private final Linear text;
    private final List<NormalizedConvolution> layout;
    private final NormalizedLinear layoutVector;
    private final Linear globalNoise;
    private final VectorToFeatureMap globalGrid;
    private final List<NormalizedConvolution> globalUps;
    private final Linear localNoise;
    private final VectorToFeatureMap localGrid;
    private final BottleneckBlock localAt4;
    private final NormalizedConvolution localTo8;
    private final BottleneckBlock localAt8;
    private final NormalizedConvolution localTo16;
    private final List<NormalizedConvolution> merged;

    GawwnBoxGenerator(Parameters parameters, int embeddingSize, Stage1 settings) {
        this.parameters = parameters;
        int gf = settings.generatorChannels();
        int nz = settings.noiseSize();
        GawwnLayers make = new GawwnLayers(parameters);
        text = Linear.uniform(parameters, "text", embeddingSize, 4 * gf);
        layout = make.halvings("layout", Activation.RELU, 4 * gf, 4 * gf, 4 * gf);
        layoutVector = make.ofFeatureMap("layout.vector", 4 * gf, 4 * gf, Activation.RELU);
        globalNoise = Linear.uniform(parameters, "global.noise", nz, 4 * gf);
        globalGrid = new VectorToFeatureMap(parameters, "global.grid", 8 * gf, 8 * gf, Activation.RELU);
        globalUps = make.doublings("global", 8 * gf, 4 * gf, 2 * gf);
        localNoise = Linear.uniform(parameters, "local.noise", nz, 4 * gf);
        localGrid = new VectorToFeatureMap(parameters, "local.grid", 8 * gf, 8 * gf, Activation.LINEAR);
        localAt4 = BottleneckBlock.biased(parameters, "local.residual4", 8 * gf, Activation.RELU);
        localTo8 = make.normalized("local.to8", 8 * gf, 4 * gf, ConvolutionGeometry.TRANSPOSED, Activation.LINEAR);
        localAt8 = BottleneckBlock.biased(parameters, "local.residual8", 4 * gf, Activation.RELU);
        localTo16 = make.normalized("local.to16", 4 * gf, 2 * gf, ConvolutionGeometry.TRANSPOSED, Activation.LINEAR);
        merged = List.of(
                make.normalized("merged.0", 4 * gf, 2 * gf, ConvolutionGeometry.SAME, Activation.RELU),
                make.normalized("merged.1", 2 * gf, gf, ConvolutionGeometry.TRANSPOSED, Activation.RELU),
                make.normalized("merged.2", gf, gf / 4, ConvolutionGeometry.TRANSPOSED, Activation.RELU),
                make.plain("merged.3", gf / 4, 3, ConvolutionGeometry.TRANSPOSED, Activation.LINEAR));
    }

    @Override
    public StageOutput forward(NDArray embedding, Locations where, NDArray noise, NDArray eps, Mode mode) {
        NDArray maps = where.told();
        SpatialTransformer placing =
                new SpatialTransformer(maps.get(new NDIndex(":, 2:3")), maps.get(new NDIndex(":, 3:4")));
        NDArray said = text.forward(embedding);
        NDArray global = mode.kernels().widen(global(said, noise, placing, mode));
        NDArray local = Activation.RELU.apply(placing.sample(mode.kernels().widen(local(said, noise, mode))));
        NDArray image = GawwnLayers.through(merged, global.concat(local, 1), mode);
        return new StageOutput(mode.kernels().widen(image).tanh(), Condition.none(eps));
    }

    private NDArray global(NDArray said, NDArray noise, SpatialTransformer placing, Mode mode) {
        NDArray seen = GawwnLayers.through(layout, placing.sampleEverywhere(said), mode);
        NDArray both = Activation.RELU.apply(globalNoise.forward(noise)).concat(layoutVector.forward(seen, mode), 1);
        return GawwnLayers.through(globalUps, globalGrid.forward(both, mode), mode);
    }

    private NDArray local(NDArray said, NDArray noise, Mode mode) {
        NDArray both = Activation.RELU.apply(localNoise.forward(noise).concat(said, 1));
        NDArray at4 = localAt4.forward(localGrid.forward(both, mode), mode);
        NDArray at8 = localAt8.forward(localTo8.forward(at4, mode), mode);
        return localTo16.forward(at8, mode);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
