package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.kernels.ConvolutionGeometry;
import io.github.stackgan.core.nn.BottleneckBlock;
import io.github.stackgan.core.nn.Convolution;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The discriminator of any stage (paper sections 3.3 and 3.4): reads an image down to a 4x4 feature map, joins it with
 * the text, and tells real pairs of image and text from others. Images of more than 64 pixels are read to more
 * channels, which further convolutions narrow to the same 8 df.
 *
 * @since 0.1.0
 */
public final class Discriminator {
    private static final float LEAK = 0.2f;
    private static final int GRID = 4;
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
    public Discriminator(Parameters parameters, int embeddingSize, Stage settings) {
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

    /**
     * The discriminator that a file holds; its weights are held against the settings before room is made for any.
     *
     * @param parent the manager that the weights belong to
     * @param from the file's weights
     * @param settings the stack's
     * @param stage its place, 0 for Stage-I
     * @return the network
     * @throws io.github.stackgan.ModelFormatException if the weights are not those that the settings ask for, naming
     *     one
     */
    public static Discriminator read(NDManager parent, FileWeights from, StackGanSettings settings, int stage) {
        Stage own = settings.stages().get(stage);
        Discriminator network = Parameters.blank(parent)
                .read(from, weights -> new Discriminator(weights, settings.embeddingSize(), own));
        network.parameters.requireNoOthers(from);
        return network;
    }

    /** Adds the convolutions that read the image; gives the channels that they end with. */
    private int read(Stage settings, int df) {
        int halvings = Integer.numberOfTrailingZeros(settings.imageSize() / GRID);
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

    /**
     * Reads images.
     *
     * @param image images (N, 3, S, S) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return features (N, 8 df, 4, 4), fewer channels for images under 64 pixels
     */
    public NDArray features(NDArray image, Mode mode) {
        NDArray x = first.forward(image, Activation.LEAKY_RELU, mode);
        for (NormalizedConvolution convolution : convolutions) {
            x = convolution.forward(x, mode);
        }
        return bottleneck.isPresent() ? bottleneck.get().forward(x, mode) : x;
    }

    /**
     * Reads several batches as one, which is faster, with the result of reading one after the other.
     *
     * @param batches images, each (N, 3, S, S) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return the features of all, one batch after the other
     */
    public NDArray features(List<NDArray> batches, Mode mode) {
        return features(NDArrays.concat(new NDList(batches), 0), mode.together(batches.size()));
    }

    /**
     * What the discriminator is told of the text.
     *
     * @param embedding phi(t) (N, T)
     * @param mean the generator's mu (N, Ng)
     * @return the text's code (N, Nd), or mu without its gradient, as the settings ask
     */
    public NDArray condition(NDArray embedding, NDArray mean) {
        return text.map(fc -> ai.djl.nn.Activation.leakyRelu(fc.forward(embedding), LEAK))
                .orElseGet(mean::stopGradient);
    }

    /**
     * Computes the projections of images and texts, each once for all pairs that they will stand in.
     *
     * @param features from {@link #features} (P, 8 df, 4, 4)
     * @param condition from {@link #condition}, of T texts
     * @param mode how to compute
     * @return the projections
     */
    public JointProjections projections(NDArray features, NDArray condition, Mode mode) {
        return joint.projections(features, condition, mode);
    }

    /**
     * Is this a real image that fits the text?
     *
     * @param pairs projections of N images and of the N texts that they are paired with
     * @param mode what batch normalisation uses
     * @return logits (N): the larger, the more real
     */
    public NDArray conditionalLogits(JointProjections pairs, Mode mode) {
        return conditional.forward(joint.join(pairs.images(), pairs.texts(), mode), mode);
    }

    /**
     * Is this a real image that fits the text? Of images that are also paired with other texts.
     *
     * @param images projections of N images from {@link #projections}
     * @param condition from {@link #condition}, of N texts
     * @param mode what batch normalisation uses
     * @return logits (N): the larger, the more real
     */
    public NDArray conditionalLogits(NDArray images, NDArray condition, Mode mode) {
        NDArray texts = joint.ofTexts(condition, images.getShape(), mode);
        return conditionalLogits(new JointProjections(images, texts), mode);
    }

    /**
     * Is this a real image, whatever the text?
     *
     * @param features from {@link #features} (N, 8 df, 4, 4)
     * @param mode as for the features
     * @return logits (N), or empty if the settings have no such head
     */
    public Optional<NDArray> unconditionalLogits(NDArray features, Mode mode) {
        return unconditional.map(head -> head.forward(features, mode));
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
