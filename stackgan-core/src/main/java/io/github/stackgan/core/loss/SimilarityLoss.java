package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.gan.ImageEncoder;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.settings.Similarity;

/**
 * How badly generated images fit their captions by a trained image encoder (after Xu et al., CVPR 2018):
 * the contrastive loss among all captions at hand. The few captions of a batch differ too much to teach more than the
 * coarsest colours; hundreds of others hold some that differ from an image's own in one word. Beside it counts the
 * cross entropy between the phrases that the caption seems to have and those that the image seems to show. Images are
 * seen through noise.
 *
 * @since 0.1.0
 */
public final class SimilarityLoss implements AutoCloseable {
    /** So many other captions there should be. */
    public static final int OTHERS = 512;

    private final Parameters parameters;
    private final JointEncoder encoder;
    private final Similarity settings;

    private SimilarityLoss(Parameters parameters, JointEncoder encoder, Similarity settings) {
        this.parameters = parameters;
        this.encoder = encoder;
        this.settings = settings;
    }

    /**
     * Reads an image encoder.
     *
     * @param parent the manager that its weights belong to
     * @param similarity its file, and what phrases count
     * @param embeddingSize E, the length of the text encoder's embeddings
     * @return the loss
     * @throws ModelFormatException if the file cannot be read, or its encoder is another or takes embeddings of another
     *     length
     */
    public static SimilarityLoss load(NDManager parent, Similarity similarity, int embeddingSize) {
        Parameters parameters = Parameters.blank(parent);
        try {
            JointEncoder encoder = JointEncoder.load(parameters, similarity.encoder(), embeddingSize);
            if (similarity.phrases() > 0 && !encoder.knowsPhrases()) {
                throw new ModelFormatException(similarity.encoder() + ": this image encoder knows no phrases, but"
                        + " similarity.phrases is " + similarity.phrases()
                        + ". Train another one, or set similarity.phrases to 0.");
            }
            return new SimilarityLoss(parameters, encoder, similarity);
        } catch (ModelFormatException e) {
            parameters.close();
            throw e;
        }
    }

    /**
     * The loss; its gradient reaches the images alone.
     *
     * @param images (N, 3, S, S) in [-1, 1], with S 64 or 64 times a whole number, or a whole part of 64
     * @param embeddings phi(t) (N, E) of their captions
     * @param others phi(t) (K, E) of other captions
     * @param inputNoise from {@link JointEncoder#inputNoise}
     * @return a scalar, at least 0
     */
    public NDArray of(NDArray images, NDArray embeddings, NDArray others, NDArray inputNoise) {
        NDArray own = encoder.sentences(embeddings);
        NDArray sentences = own.concat(encoder.sentences(others));
        NDArray codes = encoder.images(atEncoderSize(images), inputNoise, Mode.INPUT_GRADIENTS);
        NDArray loss = ContrastiveLoss.oneWay(encoder.scores(codes, sentences));
        if (settings.phrases() == 0) {
            return loss;
        }
        NDArray said = Activation.sigmoid(encoder.phrasesOfSentences(embeddings));
        NDArray nats = PhraseLoss.of(encoder.phrasesOfImages(codes), said);
        return loss.add(ScalarMultiply.by(nats, (float) settings.phrases()));
    }

    private static NDArray atEncoderSize(NDArray images) {
        long side = images.getShape().get(2);
        if (side == ImageEncoder.IMAGE_SIZE) {
            return images;
        }
        if (side > ImageEncoder.IMAGE_SIZE) {
            long factor = side / ImageEncoder.IMAGE_SIZE;
            Shape window = new Shape(factor, factor);
            return Pool.avgPool2d(images, window, window, new Shape(0, 0), false, true);
        }
        long times = ImageEncoder.IMAGE_SIZE / side;
        Shape s = images.getShape();
        return images.reshape(s.get(0), s.get(1), side, 1, side, 1)
                .broadcast(s.get(0), s.get(1), side, times, side, times)
                .reshape(s.get(0), s.get(1), ImageEncoder.IMAGE_SIZE, ImageEncoder.IMAGE_SIZE);
    }

    /** Frees the encoder. */
    @Override
    public void close() {
        parameters.close();
    }
}
