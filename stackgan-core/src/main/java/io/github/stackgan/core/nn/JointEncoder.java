package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.core.internal.weights.Weight;
import java.util.Map;
import java.util.Optional;

/**
 * Says how well pictures fit sentences: a small convolutional network brings pictures, a fully connected layer the embeddings of
 * sentences, to codes of the same length, whose cosines are the answer. The layer lets sentences lie apart that the embeddings hold close together.
 *
 * @since 0.1.0
 */
public final class JointEncoder {
    private static final String SENTENCE = "sentence";
    private static final int CODE = 256;
    private static final float SHARPNESS = 10;
    private static final int SIDE = 2;
    private static final Shape SQUARE = new Shape(SIDE, SIDE);
    private static final float SMALL = 1e-8f;

    private final ImageEncoder pictures;
    private final Linear sentences;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize E
     */
    public JointEncoder(Parameters parameters, int embeddingSize) {
        pictures = new ImageEncoder(parameters, CODE);
        sentences = Linear.withBias(parameters, SENTENCE, embeddingSize, CODE);
    }

    /**
     * Which embeddings the encoder of a file takes.
     *
     * @param weights of a file
     * @return E, or empty if the weights are another network's
     */
    public static Optional<Long> embeddingSize(Map<String, Weight> weights) {
        Weight weight = weights.get(SENTENCE + ".weight");
        return weight == null || weight.shape().length != 2 ? Optional.empty() : Optional.of(weight.shape()[1]);
    }

    /**
     * The codes of pictures.
     *
     * @param images (N, 3, 64, 64) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return (N, 256), each of length 1
     */
    public NDArray pictures(NDArray images, Mode mode) {
        return unit(pictures.forward(coarse(images), mode));
    }

    /**
     * The codes of sentences.
     *
     * @param embeddings phi(t) (M, E)
     * @return (M, 256), each of length 1
     */
    public NDArray sentences(NDArray embeddings) {
        return unit(sentences.forward(embeddings));
    }

    /**
     * Scores every picture with every sentence.
     *
     * @param images (N, 3, 64, 64) in [-1, 1]
     * @param embeddings phi(t) (M, E)
     * @param mode what batch normalisation uses
     * @return (N, M), in [-10, 10]: ten times the cosines, to be used in a softmax
     */
    public NDArray scores(NDArray images, NDArray embeddings, Mode mode) {
        return scores(pictures(images, mode), sentences(embeddings));
    }

    /**
     * Scores every picture with every sentence, by their codes.
     *
     * @param pictures codes of pictures (N, 256)
     * @param sentences codes of sentences (M, 256)
     * @return (N, M), in [-10, 10]: ten times the cosines, to be used in a softmax
     */
    public NDArray scores(NDArray pictures, NDArray sentences) {
        return Scaled.by(pictures.matMul(sentences.transpose()), SHARPNESS);
    }

    /** Every 2x2 square its mean: fine patterns, by which a generator would learn to deceive the network, are not seen. */
    private static NDArray coarse(NDArray images) {
        NDArray means = Pool.avgPool2d(images, SQUARE, SQUARE, new Shape(0, 0), false, true);
        Shape s = means.getShape();
        return means.reshape(s.get(0), s.get(1), s.get(2), 1, s.get(3), 1)
                .broadcast(s.get(0), s.get(1), s.get(2), SIDE, s.get(3), SIDE)
                .reshape(images.getShape());
    }

    private static NDArray unit(NDArray codes) {
        return codes.div(codes.square().sum(new int[] {1}, true).add(SMALL).sqrt());
    }
}
