package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.internal.weights.Weight;
import io.github.stackgan.core.internal.weights.WeightFiles;
import io.github.stackgan.core.nn.ImageEncoder;
import io.github.stackgan.core.nn.JointEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import java.nio.file.Path;
import java.util.Map;

/**
 * How badly generated pictures fit their sentences in the eyes of a trained picture encoder (after Xu et al., CVPR 2018): the
 * contrastive loss among all sentences at hand. The few sentences of a batch differ too much to
 * teach more than the coarsest colours; hundreds of others hold some that differ from a picture's own in one word.
 *
 * @since 0.1.0
 */
public final class SimilarityLoss implements AutoCloseable {
    private final Parameters parameters;
    private final JointEncoder encoder;

    private SimilarityLoss(Parameters parameters, JointEncoder encoder) {
        this.parameters = parameters;
        this.encoder = encoder;
    }

    /**
     * Reads a picture encoder.
     *
     * @param parent the manager that its weights hang from
     * @param path a file of a picture encoder
     * @param embeddingSize E, the length of the text encoder's embeddings
     * @return the loss
     * @throws ModelFormatException if the file cannot be read, or its encoder is another or takes embeddings of another length
     */
    public static SimilarityLoss load(NDManager parent, Path path, int embeddingSize) {
        Map<String, Weight> weights = WeightFiles.read(path);
        long size = JointEncoder.embeddingSize(weights)
                .orElseThrow(() -> new ModelFormatException(
                        path + " holds no picture encoder. Train one with PictureEncoderTraining."));
        if (size != embeddingSize) {
            throw new ModelFormatException(path + ": it takes embeddings of " + size
                    + " numbers, but the text encoder's have " + embeddingSize
                    + ". Train a picture encoder for this text encoder.");
        }
        Parameters parameters = Parameters.blank(parent);
        JointEncoder encoder = new JointEncoder(parameters, embeddingSize);
        try {
            parameters.load(path.toString(), "", weights);
            return new SimilarityLoss(parameters, encoder);
        } catch (ModelFormatException e) {
            parameters.close();
            throw e;
        }
    }

    /**
     * The loss; its gradient reaches the pictures alone.
     *
     * @param images (N, 3, S, S) in [-1, 1], with S 64 or 64 times a whole number, or a whole part of 64
     * @param embeddings phi(t) (N, E) of their sentences
     * @param others phi(t) (K, E) of other sentences
     * @return a scalar, at least 0
     */
    public NDArray of(NDArray images, NDArray embeddings, NDArray others) {
        return ContrastiveLoss.oneWay(
                encoder.scores(atEncoderSize(images), embeddings.concat(others), Mode.EVALUATION));
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
