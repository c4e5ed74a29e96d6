package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.stackgan.Stage;
import io.github.stackgan.Stage1;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage-I's generator (paper section 3.3): from condition and noise to a rough picture. A fully connected layer makes a 4x4
 * grid of 8 gf channels; every up block doubles the grid and halves the channels; a last convolution makes colours of them.
 *
 * @since 0.1.0
 */
public final class Stage1Generator {
    private static final int GRID = 4;

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
        boolean bottleneck = settings.body() == Stage.Body.BOTTLENECK;
        int cells = channels * GRID * GRID;
        fc = bottleneck
                ? Linear.withBias(parameters, "fc.0", in, cells)
                : Linear.withoutBias(parameters, "fc.0", in, cells);
        fcNorm = new BatchNormalization(parameters, "fc.1", cells);
        int doublings = Integer.numberOfTrailingZeros(settings.imageSize() / GRID) - (bottleneck ? 1 : 0);
        if (bottleneck) {
            bottlenecks.add(new BottleneckBlock(parameters, "residual1", channels, Activation::relu));
        }
        for (int i = 1; i <= doublings; i++) {
            ups.add(new UpBlock(parameters, "upsample" + i, channels, channels / 2));
            channels /= 2;
            if (bottleneck && i == 1) {
                bottlenecks.add(new BottleneckBlock(parameters, "residual2", channels, Activation::relu));
            }
        }
        toRgb = Convolution.same(parameters, "img.0", channels, 3, 3);
    }

    /**
     * Draws pictures.
     *
     * @param embedding phi(t) (N, T)
     * @param noise z (N, Nz)
     * @param eps the condition's noise (N, Ng)
     * @param mode what batch normalisation uses
     * @return pictures (N, 3, S, S) in [-1, 1], and the conditions
     */
    public StageOutput forward(NDArray embedding, NDArray noise, NDArray eps, Mode mode) {
        Condition condition = augmentation.forward(embedding, eps);
        NDArray x = fcNorm.forward(fc.forward(noise.concat(condition.sample(), 1)), mode);
        long channels = 8L * settings.generatorChannels();
        return new StageOutput(draw(x.reshape(-1, channels, GRID, GRID), mode).tanh(), condition);
    }

    private NDArray draw(NDArray x, Mode mode) {
        if (bottlenecks.isEmpty()) {
            x = Activation.relu(x);
            for (UpBlock up : ups) {
                x = up.forward(x, mode);
            }
            return toRgb.forward(x);
        }
        x = bottlenecks.get(0).forward(x, mode);
        x = bottlenecks.get(1).forward(ups.get(0).linear(x, mode), mode);
        for (UpBlock up : ups.subList(1, ups.size())) {
            x = up.forward(x, mode);
        }
        return toRgb.forward(UpConvolution.nearest(x));
    }

    /**
     * The network's weights.
     *
     * @return the weights
     */
    public Parameters parameters() {
        return parameters;
    }
}
