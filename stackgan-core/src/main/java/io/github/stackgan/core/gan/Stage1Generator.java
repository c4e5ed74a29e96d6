package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.BatchNormalization;
import io.github.stackgan.core.nn.BottleneckBlock;
import io.github.stackgan.core.nn.Convolution;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.UpBlock;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage-I's generator (paper section 3.3): from condition and noise to a rough image. A fully connected layer makes a
 * 4x4 feature map of 8 gf channels; every up block doubles its sides and halves the channels; a last convolution makes
 * colours of them.
 *
 * @since 0.1.0
 */
public final class Stage1Generator implements FirstGenerator {
    private static final int SMALLEST_SIDE = 4;

    private final Parameters parameters;
    private final Stage1 settings;
    private final ConditioningAugmentation augmentation;
    private final Linear fc;
    private final BatchNormalization fcNorm;
    private final List<UpBlock> ups = new ArrayList<>();
    private final List<BottleneckBlock> bottlenecks = new ArrayList<>();
    private final Convolution toRgb;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param settings widths and kind
     */
    public Stage1Generator(Parameters parameters, int embeddingSize, Stage1 settings) {
        this.parameters = parameters;
        this.settings = settings;
        augmentation = new ConditioningAugmentation(parameters, "ca_net", embeddingSize, settings.conditioning());
        int in = settings.noiseSize() + settings.conditioning().size();
        int channels = 8 * settings.generatorChannels();
        boolean bottleneck = settings.body() != Stage.Body.PLAIN;
        ConvolutionGeometry geometry = settings.body() == Stage.Body.TRANSPOSED
                ? ConvolutionGeometry.TRANSPOSED
                : ConvolutionGeometry.DOUBLING;
        int cells = channels * SMALLEST_SIDE * SMALLEST_SIDE;
        fc = bottleneck
                ? Linear.withBias(parameters, "fc.0", in, cells)
                : Linear.withoutBias(parameters, "fc.0", in, cells);
        fcNorm = new BatchNormalization(parameters, "fc.1", cells);
        int doublings = Integer.numberOfTrailingZeros(settings.imageSize() / SMALLEST_SIDE) - (bottleneck ? 1 : 0);
        if (bottleneck) {
            bottlenecks.add(new BottleneckBlock(parameters, "residual1", channels, Activation.RELU));
        }
        for (int i = 1; i <= doublings; i++) {
            boolean joins = bottleneck && i == 1;
            Activation activation = joins ? Activation.LINEAR : Activation.RELU;
            ups.add(new UpBlock(parameters, "upsample" + i, channels, channels / 2, activation, geometry));
            channels /= 2;
            if (joins) {
                bottlenecks.add(new BottleneckBlock(parameters, "residual2", channels, Activation.RELU));
            }
        }
        toRgb = switch (settings.body()) {
            case PLAIN -> Convolution.same(parameters, "img.0", channels, 3);
            case BOTTLENECK -> Convolution.doubling(parameters, "img.0", channels, 3);
            case TRANSPOSED -> Convolution.transposed(parameters, "img.0", channels, 3);
        };
    }

    @Override
    public StageOutput forward(NDArray embedding, Locations where, NDArray noise, NDArray eps, Mode mode) {
        Condition condition = augmentation.forward(embedding, eps);
        Activation activation = bottlenecks.isEmpty() ? Activation.RELU : Activation.LINEAR;
        NDArray x = fcNorm.forward(fc.forward(noise.concat(condition.sample(), 1)), activation, mode);
        long channels = 8L * settings.generatorChannels();
        return new StageOutput(
                mode.kernels()
                        .widen(upsample(x.reshape(-1, channels, SMALLEST_SIDE, SMALLEST_SIDE), mode))
                        .tanh(),
                condition);
    }

    private NDArray upsample(NDArray x, Mode mode) {
        x = bottlenecks.isEmpty() ? x : bottlenecks.get(0).forward(x, mode);
        for (int i = 0; i < ups.size(); i++) {
            x = ups.get(i).forward(x, mode);
            x = i + 1 < bottlenecks.size() ? bottlenecks.get(i + 1).forward(x, mode) : x;
        }
        return toRgb.forward(x, Activation.LINEAR, mode);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
