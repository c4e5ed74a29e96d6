package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.nn.Whitening;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how well images fit captions: a small convolutional network brings images, a fully connected layer the
 * embeddings of captions, to codes of the same length, whose cosines are the answer. The layer lets captions lie
 * apart that the embeddings hold close together.
 *
 * @since 0.1.0
 */
public final class JointEncoder {
    private static final String SENTENCE = "sentence";
    private static final String MEAN = "embeddingMean";
    private static final int CODE = 256;
    private static final float SHARPNESS = 25;
    private static final int SIDE = 2;
    private static final Shape SQUARE = new Shape(SIDE, SIDE);
    private static final float SMALL = 1e-8f;
    private static final String IMAGE_PHRASES = "phrasesOfPictures";
    private static final String SENTENCE_PHRASES = "phrasesOfSentences";

    /** Codes are of length 1; so phrases are learnt at the rate of everything else. */
    private static final float PHRASE_SHARPNESS = 16;

    /** The deviation of {@link #inputNoise}. */
    private static final float GRAIN = 0.2f;

    private final ImageEncoder images;
    private final Whitening white;
    private final Linear sentences;
    private final Optional<Linear> phrasesOfImages;
    private final Optional<Linear> phrasesOfSentences;

    /**
     * What an encoder is built for.
     *
     * @param embedding E, the length of the embeddings that it takes
     * @param phrases P, how many phrases it knows; 0 for none
     */
    public record Sizes(int embedding, int phrases) {}

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param sizes what it is built for
     */
    public JointEncoder(Parameters parameters, Sizes sizes) {
        images = new ImageEncoder(parameters, CODE);
        white = unchanged(parameters, sizes.embedding());
        sentences = Linear.withBias(parameters, SENTENCE, sizes.embedding(), CODE);
        if (sizes.phrases() > 0) {
            phrasesOfImages = Optional.of(Linear.withBias(parameters, IMAGE_PHRASES, CODE, sizes.phrases()));
            phrasesOfSentences =
                    Optional.of(Linear.withBias(parameters, SENTENCE_PHRASES, sizes.embedding(), sizes.phrases()));
        } else {
            phrasesOfImages = Optional.empty();
            phrasesOfSentences = Optional.empty();
        }
    }

    /**
     * Reads an encoder.
     *
     * @param parameters blank; they get its weights
     * @param path what {@code ImageEncoderTraining} wrote
     * @param embeddingSize E, the length of the text encoder's embeddings
     * @return the encoder
     * @throws ModelFormatException if the file cannot be read, or its encoder is another or takes embeddings of another
     *     length
     */
    public static JointEncoder load(Parameters parameters, Path path, int embeddingSize) {
        Map<String, Weight> weights = WeightFiles.read(path);
        Weight sentence = weights.get(SENTENCE + ".weight");
        if (sentence == null || sentence.shape().length != 2) {
            throw new ModelFormatException(path + " holds no image encoder. Train one with ImageEncoderTraining.");
        }
        if (sentence.shape()[1] != embeddingSize) {
            throw new ModelFormatException(path + ": it takes embeddings of " + sentence.shape()[1]
                    + " numbers, but the text encoder's have " + embeddingSize
                    + ". Train an image encoder for this text encoder.");
        }
        if (!weights.containsKey(MEAN)) {
            throw new ModelFormatException(path + ": this image encoder has no " + MEAN
                    + ", so an earlier version trained it. Train it anew with ImageEncoderTraining.");
        }
        Sizes sizes = new Sizes(embeddingSize, phrases(path, weights.get(IMAGE_PHRASES + ".bias")));
        return parameters.read(FileWeights.of(path.toString(), weights), p -> new JointEncoder(p, sizes));
    }

    private static int phrases(Path path, @Nullable Weight bias) {
        if (bias == null) {
            return 0;
        }
        long[] shape = bias.shape();
        if (shape.length != 1 || shape[0] < 1 || shape[0] > Integer.MAX_VALUE) {
            throw new ModelFormatException(path + ": " + IMAGE_PHRASES + ".bias is " + Arrays.toString(shape)
                    + ", but must have one number for each phrase. Train an image encoder anew.");
        }
        return (int) shape[0];
    }

    /**
     * Tells it what embeddings are like, before it learns: it brings them to a mean of 0 and a covariance of 1.
     *
     * @param embeddings phi(t) of many captions (M, E), M at least 2
     */
    public void expect(NDArray embeddings) {
        Whitening found = Whitening.of(embeddings);
        white.mean().set(Matrices.EVERYTHING, found.mean());
        white.root().set(Matrices.EVERYTHING, found.root());
        found.mean().close();
        found.root().close();
    }

    private static Whitening unchanged(Parameters parameters, int size) {
        return new Whitening(
                parameters.statistic(MEAN, 0, size),
                parameters.statistic("embeddingWhitening", count -> identity(size), size, size));
    }

    private static float[] identity(int size) {
        float[] one = new float[size * size];
        for (int i = 0; i < size; i++) {
            one[i * (size + 1)] = 1;
        }
        return one;
    }

    /**
     * Whether it knows phrases.
     *
     * @return false for an encoder of captions that have no frequent words
     */
    public boolean knowsPhrases() {
        return phrasesOfImages.isPresent();
    }

    /**
     * The noise that the encoder sees images through while it learns, and that a generator which learns from it must
     * generate through: fine or faint patterns drown in it, by which the generator would learn to deceive the encoder.
     *
     * @param manager what the result belongs to
     * @param images N
     * @param random where it comes from
     * @return (N, 3, 32, 32)
     */
    public static NDArray inputNoise(NDManager manager, long images, RandomStream random) {
        long side = ImageEncoder.IMAGE_SIZE / SIDE;
        Shape shape = new Shape(images, 3, side, side);
        return ScalarMultiply.by(manager.create(random.normal(Math.toIntExact(shape.size())), shape), GRAIN);
    }

    /**
     * The codes of images.
     *
     * @param images (N, 3, 64, 64) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return (N, 256), each of length 1
     */
    public NDArray images(NDArray images, Mode mode) {
        return unit(this.images.forward(enlarged(downsampled(images)), mode));
    }

    /**
     * The codes of images that are seen through noise.
     *
     * @param images (N, 3, 64, 64) in [-1, 1]
     * @param inputNoise from {@link #inputNoise}
     * @param mode what batch normalisation uses
     * @return (N, 256), each of length 1
     */
    public NDArray images(NDArray images, NDArray inputNoise, Mode mode) {
        return unit(this.images.forward(enlarged(downsampled(images).add(inputNoise)), mode));
    }

    /**
     * The phrases that images seem to show.
     *
     * @param codes of images (N, 256)
     * @return logits (N, P)
     * @throws java.util.NoSuchElementException if it knows no phrases
     */
    public NDArray phrasesOfImages(NDArray codes) {
        return ScalarMultiply.by(phrasesOfImages.orElseThrow().forward(codes), PHRASE_SHARPNESS);
    }

    /**
     * The phrases that captions seem to have.
     *
     * @param embeddings phi(t) (M, E)
     * @return logits (M, P)
     * @throws java.util.NoSuchElementException if it knows no phrases
     */
    public NDArray phrasesOfSentences(NDArray embeddings) {
        return phrasesOfSentences.orElseThrow().forward(white.apply(embeddings));
    }

    /**
     * The codes of captions.
     *
     * @param embeddings phi(t) (M, E)
     * @return (M, 256), each of length 1
     */
    public NDArray sentences(NDArray embeddings) {
        return unit(sentences.forward(white.apply(embeddings)));
    }

    /**
     * Scores every image with every caption, by their codes.
     *
     * @param images codes of images (N, 256)
     * @param sentences codes of captions (M, 256)
     * @return (N, M), in [-25, 25]: 25 times the cosines, to be used in a softmax
     */
    public NDArray scores(NDArray images, NDArray sentences) {
        return ScalarMultiply.by(images.matMul(sentences.transpose()), SHARPNESS);
    }

    /** Every 2x2 square its mean. */
    private static NDArray downsampled(NDArray images) {
        return Pool.avgPool2d(images, SQUARE, SQUARE, new Shape(0, 0), false, true);
    }

    private static NDArray enlarged(NDArray means) {
        Shape s = means.getShape();
        return means.reshape(s.get(0), s.get(1), s.get(2), 1, s.get(3), 1)
                .broadcast(s.get(0), s.get(1), s.get(2), SIDE, s.get(3), SIDE)
                .reshape(s.get(0), s.get(1), SIDE * s.get(2), SIDE * s.get(3));
    }

    private static NDArray unit(NDArray codes) {
        return codes.div(codes.square().sum(new int[] {1}, true).add(SMALL).sqrt());
    }
}
