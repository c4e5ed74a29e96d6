package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.internal.weights.Weight;
import io.github.stackgan.core.internal.weights.WeightFiles;
import io.github.stackgan.core.nn.ImageEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import java.nio.file.Path;
import java.util.Map;

/**
 * How badly generated pictures fit their sentences in the eyes of a trained picture encoder (after Xu et al., CVPR 2018), by the
 * structured joint embedding loss that the encoder was trained with.
 *
 * @since 0.1.0
 */
public final class SimilarityLoss implements AutoCloseable {
    private static final String PROJECTION = "embedding.weight";

    private final Parameters parameters;
    private final ImageEncoder encoder;

    private SimilarityLoss(Parameters parameters, ImageEncoder encoder) {
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
     * @throws ModelFormatException if the file cannot be read, or its encoder is another or of another length
     */
    public static SimilarityLoss load(NDManager parent, Path path, int embeddingSize) {
        Map<String, Weight> weights = WeightFiles.read(path);
        Weight projection = weights.get(PROJECTION);
        if (projection == null || projection.shape().length != 2) {
            throw new ModelFormatException(path + ": " + PROJECTION
                    + " of a picture encoder is missing. Train one with PictureEncoderTraining.");
        }
        if (projection.shape()[0] != embeddingSize) {
            throw new ModelFormatException(
                    path + ": its embeddings have " + projection.shape()[0]
                            + " numbers, but the text encoder's have " + embeddingSize
                            + ". Train a picture encoder for this text encoder.");
        }
        Parameters parameters = Parameters.blank(parent);
        ImageEncoder encoder = new ImageEncoder(parameters, embeddingSize);
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
     * @return a scalar, at least 0
     */
    public NDArray of(NDArray images, NDArray embeddings) {
        NDArray codes = encoder.forward(atEncoderSize(images), Mode.EVALUATION);
        return StructuredJointEmbeddingLoss.symmetric(codes, embeddings);
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
