package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.Convolution;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ResidualBlock;
import io.github.stackgan.core.nn.UpBlock;
import io.github.stackgan.settings.Stage2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stage-II's generator (paper section 3.4): reads an image and the text again, and generates a larger one. The image is
 * read down to a quarter of its size, joined with the condition in every cell, worked on by residual blocks, and
 * enlarged; where the settings say so, features of the image in its own size are added on the way. There is no noise
 * but the condition's: the rest of the randomness is in the image that it reads.
 *
 * @since 0.1.0
 */
public final class Stage2Generator {
    /** How often the image's width is halved for the encoder. */
    private static final int HALVINGS = 2;

    private final Parameters parameters;
    private final Optional<ConditioningAugmentation> augmentation;
    private final Convolution read;
    private final List<NormalizedConvolution> halvings = new ArrayList<>();
    private final NormalizedConvolution join;
    private final List<ResidualBlock> residuals = new ArrayList<>();
    private final Optional<NormalizedConvolution> skip;
    private final List<UpBlock> ups = new ArrayList<>();
    private final Convolution toRgb;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param inputSize width and height of the images that it reads
     * @param settings widths and sizes
     */
    public Stage2Generator(Parameters parameters, int embeddingSize, int inputSize, Stage2 settings) {
        this.parameters = parameters;
        augmentation = settings.text() == Stage2.TextInput.EMBEDDING
                ? Optional.of(
                        new ConditioningAugmentation(parameters, "ca_net", embeddingSize, settings.conditioning()))
                : Optional.empty();
        int gf = settings.generatorChannels();
        read = Convolution.same(parameters, "encoder.0", 3, gf);
        for (int i = 0; i < HALVINGS; i++) {
            Layer layer = new Layer("encoder." + (2 + 3 * i), "encoder." + (3 + 3 * i), gf << i, gf << (i + 1));
            halvings.add(NormalizedConvolution.of(parameters, layer, ConvolutionGeometry.HALVING, Activation.RELU));
        }
        int channels = 4 * gf;
        int joined =
                channels + augmentation.map(a -> settings.conditioning().size()).orElse(0);
        Layer joint = new Layer("hr_joint.0", "hr_joint.1", joined, channels);
        join = NormalizedConvolution.of(parameters, joint, ConvolutionGeometry.SAME, Activation.RELU);
        for (int i = 0; i < settings.residualBlocks(); i++) {
            residuals.add(new ResidualBlock(parameters, "residual." + i, channels));
        }
        Layer around = new Layer("skip.0", "skip.1", 3, gf);
        skip = settings.skipConnection() == Stage2.SkipConnection.FULL_SIZE
                ? Optional.of(NormalizedConvolution.of(parameters, around, ConvolutionGeometry.SAME, Activation.RELU))
                : Optional.empty();
        int doublings = Integer.numberOfTrailingZeros(settings.imageSize() / (inputSize / 4));
        for (int i = 1; i <= doublings; i++) {
            ups.add(new UpBlock(parameters, "upsample" + i, channels, channels / 2, Activation.RELU));
            channels /= 2;
        }
        toRgb = Convolution.same(parameters, "img.0", channels, 3);
    }

    /**
     * Generates larger images.
     *
     * @param image what the stage below generated (N, 3, S, S) in [-1, 1]
     * @param embedding phi(t) (N, T); not looked at where the settings give the generator no text
     * @param eps the condition's noise (N, Ng)
     * @param mode what batch normalisation uses
     * @return images (N, 3, 2S or 4S, 2S or 4S) in [-1, 1], and the conditions, all 0 without text
     */
    public StageOutput forward(NDArray image, NDArray embedding, NDArray eps, Mode mode) {
        Condition condition = augmentation.map(a -> a.forward(embedding, eps)).orElseGet(() -> Condition.none(eps));
        NDArray x = read.forward(image, Activation.RELU, mode);
        for (NormalizedConvolution halving : halvings) {
            x = halving.forward(x, mode);
        }
        x = augmentation.isPresent() ? x.concat(SpatialReplication.of(condition.sample(), x.getShape()), 1) : x;
        x = join.forward(x, mode);
        for (ResidualBlock residual : residuals) {
            x = residual.forward(x, mode);
        }
        for (UpBlock up : ups.subList(0, HALVINGS)) {
            x = up.forward(x, mode);
        }
        x = skip.isPresent() ? x.add(skip.get().forward(image, mode)) : x;
        for (UpBlock up : ups.subList(HALVINGS, ups.size())) {
            x = up.forward(x, mode);
        }
        return new StageOutput(
                mode.kernels().widen(toRgb.forward(x, Activation.LINEAR, mode)).tanh(), condition);
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
