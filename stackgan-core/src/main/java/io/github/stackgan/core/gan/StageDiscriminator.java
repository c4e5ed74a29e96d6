package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.BottleneckBlock;
import io.github.stackgan.core.nn.Convolution;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The discriminator of any stage that is told no location (paper sections 3.3 and 3.4): reads an image down to a 4x4
 * feature map, joins it with the text, and tells real pairs of image and text from others. Images of more than 64
 * pixels are read to more channels, which further convolutions narrow to the same 8 df.
 *
 * @since 0.1.0
 */
public final class StageDiscriminator implements Discriminator {
    private static final int SMALLEST_SIDE = 4;
    private static final int WIDEST = 32;
    private static final int FEATURES = 8;
    private static final String FIRST = "encode_img.0";

    /** Of the 3x4x4 first weights, without batch normalisation; as {@link NormalizedConvolution#kernel}. */
    private static final double DEVIATION_OF_FIRST = Math.sqrt(2.0 / 48);

    private final Parameters parameters;
    private final Convolution first;
    private final List<NormalizedConvolution> convolutions = new ArrayList<>();
    private final Optional<BottleneckBlock> bottleneck;
    private final Optional<Linear> text;
    private final JointConvolution joint;
    private final LogitHead conditional;
    private final Optional<LogitHead> unconditional;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param settings widths, sizes and kind
     */
    public StageDiscriminator(Parameters parameters, int embeddingSize, Stage settings) {
        this.parameters = parameters;
        int df = settings.discriminatorChannels();
        Stage.Normalization kind = settings.discriminatorNormalization();
        first = kind == Stage.Normalization.BATCH
                ? Convolution.halving(parameters, FIRST, 3, df)
                : Convolution.halving(parameters, FIRST, 3, df, DEVIATION_OF_FIRST);
        int channels = read(settings, df);
        bottleneck = settings.body() != Stage.Body.PLAIN
                ? Optional.of(new BottleneckBlock(kind, parameters, "residual", channels, Activation.LEAKY_RELU))
                : Optional.empty();
        boolean ownText = settings.discriminatorCondition() == Stage.DiscriminatorCondition.EMBEDDING;
        int textSize = ownText
                ? settings.discriminatorTextSize()
                : settings.conditioning().size();
        text = ownText
                ? Optional.of(Linear.withBias(parameters, "text.fc", embeddingSize, textSize))
                : Optional.empty();
        String head = "get_cond_logits.outlogits.";
        joint = new JointConvolution(
                kind,
                parameters,
                new Layer(head + 0, head + 1, channels + textSize, channels),
                channels,
                ConvolutionGeometry.keeping(settings.jointKernel()));
        conditional = new LogitHead(parameters, head + 3, channels);
        unconditional = settings.heads() == Stage.Heads.CONDITIONAL_AND_UNCONDITIONAL
                ? Optional.of(new LogitHead(parameters, "get_uncond_logits.outlogits.0", channels))
                : Optional.empty();
    }

    /** Adds the convolutions that read the image; gives the channels that they end with. */
    private int read(Stage settings, int df) {
        int halvings = Integer.numberOfTrailingZeros(settings.imageSize() / SMALLEST_SIDE);
        int widest = Math.min(df << (halvings - 1), WIDEST * df);
        int reductions = Integer.numberOfTrailingZeros(Math.max(widest / (FEATURES * df), 1));
        int all = halvings - 1 + reductions;
        int channels = df;
        for (int i = 0; i < all; i++) {
            boolean halves = i < halvings - 1;
            int out = halves ? Math.min(2 * channels, WIDEST * df) : channels / 2;
            int place = 2 + 3 * i;
            convolutions.add(NormalizedConvolution.of(
                    settings.discriminatorNormalization(),
                    parameters,
                    new Layer("encode_img." + place, "encode_img." + (place + 1), channels, out),
                    halves ? ConvolutionGeometry.HALVING : ConvolutionGeometry.keeping(settings.reductionKernel()),
                    i < all - silent(settings) ? Activation.LEAKY_RELU : Activation.LINEAR));
            channels = out;
        }
        return channels;
    }

    /** The TensorFlow release leaves out the activations before its residual block: two at 64 pixels, one above. */
    private static int silent(Stage settings) {
        if (settings.body() == Stage.Body.PLAIN) {
            return 0;
        }
        return settings.imageSize() <= 64 ? 2 : 1;
    }

    @Override
    public NDArray features(NDArray image, Mode mode) {
        NDArray x = first.forward(image, Activation.LEAKY_RELU, mode);
        for (NormalizedConvolution convolution : convolutions) {
            x = convolution.forward(x, mode);
        }
        return bottleneck.isPresent() ? bottleneck.get().forward(x, mode) : x;
    }

    @Override
    public NDArray condition(NDArray embedding, NDArray mean) {
        return text.map(fc -> Activation.LEAKY_RELU.apply(fc.forward(embedding)))
                .orElseGet(mean::stopGradient);
    }

    @Override
    public JointProjections projections(NDArray features, Locations where, NDArray condition, Mode mode) {
        return joint.projections(features, condition, mode);
    }

    @Override
    public NDArray conditionalLogits(JointProjections pairs, Mode mode) {
        return conditional.forward(joint.join(pairs.images(), pairs.texts(), mode), mode);
    }

    @Override
    public NDArray conditionalLogits(NDArray images, NDArray condition, Mode mode) {
        NDArray texts = joint.ofTexts(condition, images.getShape(), mode);
        return conditionalLogits(new JointProjections(images, texts), mode);
    }

    @Override
    public Optional<NDArray> unconditionalLogits(NDArray features, Mode mode) {
        return unconditional.map(head -> head.forward(features, mode));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
