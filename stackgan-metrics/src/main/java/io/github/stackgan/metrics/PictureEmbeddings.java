package io.github.stackgan.metrics;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.nn.ImageEncoder;
import io.github.stackgan.core.nn.JointEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture encoder that was trained for a text encoder, to find out which sentence a picture fits best: what {@link RPrecision} is
 * computed with. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class PictureEmbeddings implements AutoCloseable {
    private static final int SIDE = ImageEncoder.IMAGE_SIZE;

    private final NDManager manager;
    private final Parameters parameters;
    private final JointEncoder encoder;
    private final int embeddingSize;
    private final String fingerprint;

    private PictureEmbeddings(NDManager manager, Parameters parameters, JointEncoder encoder, int embeddingSize) {
        this.manager = manager;
        this.parameters = parameters;
        this.encoder = encoder;
        this.embeddingSize = embeddingSize;
        fingerprint = parameters.fingerprint();
    }

    /**
     * Reads a picture encoder.
     *
     * @param file what {@code PictureEncoderTraining} wrote
     * @param embeddingSize E, the length of the text encoder's embeddings
     * @return the encoder, on the default device
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read, or its encoder is another or of another length
     */
    public static PictureEmbeddings load(Path file, int embeddingSize) {
        NDManager manager = PyTorchEngine.start().newBaseManager();
        try {
            Parameters parameters = Parameters.blank(manager);
            JointEncoder encoder = JointEncoder.load(parameters, file, embeddingSize);
            return new PictureEmbeddings(manager, parameters, encoder, embeddingSize);
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
     * Encodes pictures.
     *
     * @param pictures at least one, of any size; brought to 64 pixels by the antialiased bicubic filter
     * @return codes (N, 256)
     */
    public float[][] encode(List<BufferedImage> pictures) {
        int plane = SIDE * SIDE;
        float[] values = new float[pictures.size() * 3 * plane];
        for (int i = 0; i < pictures.size(); i++) {
            int[] rgb = Resize.bicubic(pictures.get(i), SIDE, SIDE).getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
            int start = i * 3 * plane;
            for (int p = 0; p < plane; p++) {
                values[start + p] = (rgb[p] >> 16 & 255) / 127.5f - 1;
                values[start + plane + p] = (rgb[p] >> 8 & 255) / 127.5f - 1;
                values[start + 2 * plane + p] = (rgb[p] & 255) / 127.5f - 1;
            }
        }
        try (NDManager scratch = manager.newSubManager()) {
            return Rows.of(encoder.pictures(
                    scratch.create(values, new Shape(pictures.size(), 3, SIDE, SIDE)), Mode.EVALUATION));
        }
    }

    /**
     * Brings embeddings of sentences to codes that those of pictures can be compared with.
     *
     * @param embeddings phi(t) (M, E), at least one
     * @return codes (M, 256)
     */
    public float[][] sentences(float[][] embeddings) {
        try (NDManager scratch = manager.newSubManager()) {
            return Rows.of(encoder.sentences(scratch.create(embeddings)));
        }
    }

    /** Frees the weights. */
    @Override
    public void close() {
        parameters.close();
        manager.close();
    }
}
