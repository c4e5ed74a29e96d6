package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.stackgan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The discriminator of any stage (paper sections 3.3 and 3.4): reads a picture down to a 4x4 grid, joins it with the text, and
 * tells real pairs of picture and text from others. Pictures of more than 64 pixels are read to more channels, which further
 * convolutions narrow to the same 8 df.
 *
 * @since 0.1.0
 */
public final class Discriminator {
    private static final float LEAK = 0.2f;
    private static final int GRID = 4;
    private static final int WIDEST = 32;
    private static final int FEATURES = 8;

    private final Parameters parameters;
    private final boolean bottleneckBody;
    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<BatchNormalization> norms = new ArrayList<>();
    private final Optional<BottleneckBlock> bottleneck;
    private final Optional<Linear> text;
    private final Convolution joint;
    private final BatchNormalization jointNorm;
    private final Convolution conditional;
    private final Optional<Convolution> unconditional;
    private final boolean small;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param settings widths, sizes and kind
     */
    public Discriminator(Parameters parameters, int embeddingSize, Stage settings) {
        this.parameters = parameters;
        bottleneckBody = settings.body() == Stage.Body.BOTTLENECK;
        small = settings.imageSize() <= 64;
        int df = settings.discriminatorChannels();
        int channels = read(settings, df);
        bottleneck = bottleneckBody
                ? Optional.of(new BottleneckBlock(parameters, "residual", channels, Discriminator::leaky))
                : Optional.empty();
        boolean ownText = settings.discriminatorCondition() == Stage.DiscriminatorCondition.EMBEDDING;
        int textSize = ownText
                ? settings.discriminatorTextSize()
                : settings.conditioning().size();
        text = ownText
                ? Optional.of(Linear.withBias(parameters, "text.fc", embeddingSize, textSize))
                : Optional.empty();
        String head = "get_cond_logits.outlogits.";
        joint = Convolution.same(parameters, head + 0, channels + textSize, channels, settings.jointKernel());
        jointNorm = new BatchNormalization(parameters, head + 1, channels);
        conditional = Convolution.toLogit(parameters, head + 3, channels);
        unconditional = settings.heads() == Stage.Heads.CONDITIONAL_AND_UNCONDITIONAL
                ? Optional.of(Convolution.toLogit(parameters, "get_uncond_logits.outlogits.0", channels))
                : Optional.empty();
    }

    /** Adds the convolutions that read the picture; gives the channels that they end with. */
    private int read(Stage settings, int df) {
        int halvings = Integer.numberOfTrailingZeros(settings.imageSize() / GRID);
        int channels = df;
        convolutions.add(Convolution.halving(parameters, "encode_img.0", 3, channels));
        int place = 2;
        for (int i = 1; i < halvings; i++, place += 3) {
            int out = Math.min(2 * channels, WIDEST * df);
            convolutions.add(Convolution.halving(parameters, "encode_img." + place, channels, out));
            norms.add(new BatchNormalization(parameters, "encode_img." + (place + 1), out));
            channels = out;
        }
        for (; channels > FEATURES * df; place += 3) {
            convolutions.add(Convolution.same(
                    parameters, "encode_img." + place, channels, channels / 2, settings.reductionKernel()));
            channels /= 2;
            norms.add(new BatchNormalization(parameters, "encode_img." + (place + 1), channels));
        }
        return channels;
    }

    /**
     * Reads pictures.
     *
     * @param image pictures (N, 3, S, S) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return features (N, 8 df, 4, 4), fewer channels for pictures under 64 pixels
     */
    public NDArray features(NDArray image, Mode mode) {
        NDArray x = leaky(convolutions.get(0).forward(image));
        for (int i = 1; i < convolutions.size(); i++) {
            x = norms.get(i - 1).forward(convolutions.get(i).forward(x), mode);
            x = activated(i) ? leaky(x) : x;
        }
        return bottleneck.isPresent() ? bottleneck.get().forward(x, mode) : x;
    }

    /** The TensorFlow release leaves out the activations before its residual block: two at 64 pixels, one above. */
    private boolean activated(int convolution) {
        int last = convolutions.size() - 1;
        return !bottleneckBody || convolution < (small ? last - 1 : last);
    }

    /**
     * What the discriminator is told of the text.
     *
     * @param embedding phi(t) (N, T)
     * @param mean the generator's mu (N, Ng)
     * @return the text's code (N, Nd), or mu without its gradient, as the settings ask
     */
    public NDArray condition(NDArray embedding, NDArray mean) {
        return text.map(fc -> leaky(fc.forward(embedding))).orElseGet(mean::stopGradient);
    }

    /**
     * Is this a real picture that fits the text?
     *
     * @param features from {@link #features} (N, 8 df, 4, 4)
     * @param condition from {@link #condition}
     * @param mode what batch normalisation uses
     * @return logits (N): the larger, the more real
     */
    public NDArray conditionalLogits(NDArray features, NDArray condition, Mode mode) {
        NDArray x = features.concat(Stage2Generator.tile(condition, features.getShape()), 1);
        x = leaky(jointNorm.forward(joint.forward(x), mode));
        return conditional.forward(x).flatten();
    }

    /**
     * Is this a real picture, whatever the text?
     *
     * @param features from {@link #features} (N, 8 df, 4, 4)
     * @return logits (N), or empty if the settings have no such head
     */
    public Optional<NDArray> unconditionalLogits(NDArray features) {
        return unconditional.map(head -> head.forward(features).flatten());
    }

    private static NDArray leaky(NDArray x) {
        return Activation.leakyRelu(x, LEAK);
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
