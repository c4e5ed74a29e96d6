package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.gan.ImageEncoder;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.metrics.scores.RPrecision;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * An image encoder that was trained for a text encoder, to find out which caption an image fits best: what
 * {@link RPrecision} is computed with. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class ImageEmbeddings implements AutoCloseable {
    private static final int SIDE = ImageEncoder.IMAGE_SIZE;

    private final NDManager manager;
    private final Parameters parameters;
    private final JointEncoder encoder;
    private final int embeddingSize;
    private final String fingerprint;

    private ImageEmbeddings(NDManager manager, Parameters parameters, JointEncoder encoder, int embeddingSize) {
        this.manager = manager;
        this.parameters = parameters;
        this.encoder = encoder;
        this.embeddingSize = embeddingSize;
        fingerprint = parameters.fingerprint();
    }

    /**
     * Reads an image encoder.
     *
     * @param file what {@code ImageEncoderTraining} wrote
     * @param embeddingSize E, the length of the text encoder's embeddings
     * @return the encoder, on the default device
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read, or its encoder is another or of
     *     another length
     */
    public static ImageEmbeddings load(Path file, int embeddingSize) {
        NDManager manager = PyTorchEngine.start().newBaseManager();
        try {
            Parameters parameters = Parameters.blank(manager);
            JointEncoder encoder = JointEncoder.load(parameters, file, embeddingSize);
            return new ImageEmbeddings(manager, parameters, encoder, embeddingSize);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The length of the embeddings that {@link #sentences} takes.
     *
     * @return E
     */
    public int embeddingSize() {
        return embeddingSize;
    }

    /**
     * A hash of the weights, kept as provenance.
     *
     * @return lower-case hexadecimal digits
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Encodes images.
     *
     * @param images at least one, of any size; brought to 64 pixels by the antialiased bicubic filter
     * @return codes (N, 256)
     */
    public float[][] encode(List<BufferedImage> images) {
        try (NDManager scratch = manager.newSubManager()) {
            return Matrices.rows(encoder.images(ImageValues.of(scratch, images, SIDE), Mode.EVALUATION));
        }
    }

    /**
     * Brings embeddings of captions to codes that those of images can be compared with.
     *
     * @param embeddings phi(t) (M, E), at least one
     * @return codes (M, 256)
     */
    public float[][] sentences(float[][] embeddings) {
        try (NDManager scratch = manager.newSubManager()) {
            return Matrices.rows(encoder.sentences(Matrices.of(scratch, embeddings)));
        }
    }

    /** Frees the weights. */
    @Override
    public void close() {
        parameters.close();
        manager.close();
    }
}
