package io.github.stackgan.metrics.features;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A network that images are scored by. Name, weights and the way images are brought to its size belong to every figure
 * that is computed with it: only figures of the same can be compared. Implementations are safe to call from several
 * threads at once.
 *
 * @since 0.1.0
 */
public interface ImageFeatures extends AutoCloseable {
    /**
     * What the network makes of images.
     *
     * @param features (N, {@link #width()})
     * @param logits (N, {@link #classCount()}), before the softmax; rows are empty if the network knows no classes
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once
    record Batch(float[][] features, float[][] logits) {}

    /**
     * A short name for reports, such as {@code "inception-v3/fid"}.
     *
     * @return the name
     */
    String name();

    /**
     * A hash of the weights, kept as provenance.
     *
     * @return lower-case hexadecimal digits
     */
    String fingerprint();

    /**
     * How images are brought to the network's size.
     *
     * @return a few words for reports
     */
    String resizing();

    /**
     * The length of an image's features.
     *
     * @return D
     */
    int width();

    /**
     * How many classes the logits are of.
     *
     * @return C, or 0 if the network knows no classes, so that there is no Inception score
     */
    int classCount();

    /**
     * Reads images.
     *
     * @param images at least one, of any size; transparency is ignored
     * @return features and logits
     */
    Batch extract(List<BufferedImage> images);

    /** Frees native memory, where the network holds any. Harmless when called again. */
    @Override
    default void close() {}
}
