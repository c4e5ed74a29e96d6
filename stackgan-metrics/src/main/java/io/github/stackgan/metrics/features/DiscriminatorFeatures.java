package io.github.stackgan.metrics.features;

import io.github.stackgan.core.train.TrainedDiscriminator;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * The features of a trained model's last discriminator, which the paper finds nearest training images by (section 4.4).
 * They know no classes.
 *
 * @since 0.1.0
 */
public final class DiscriminatorFeatures implements ImageFeatures {
    private final TrainedDiscriminator network;

    private DiscriminatorFeatures(TrainedDiscriminator network) {
        this.network = network;
    }

    /**
     * Reads the discriminator of a model's last stage.
     *
     * @param model a file that {@code StackGan.save} wrote, with its discriminators
     * @return the features, on the default device
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read or holds generators only
     */
    public static DiscriminatorFeatures of(Path model) {
        return new DiscriminatorFeatures(TrainedDiscriminator.ofLastStage(model));
    }

    @Override
    public String name() {
        return "discriminator/" + network.imageSize();
    }

    @Override
    public String fingerprint() {
        return network.fingerprint();
    }

    @Override
    public String resizing() {
        return "bicubic, antialiased, 8 bits, to " + network.imageSize() + " pixels";
    }

    @Override
    public int width() {
        return network.width();
    }

    @Override
    public int classCount() {
        return 0;
    }

    @Override
    public Batch extract(List<BufferedImage> images) {
        return new Batch(network.features(images), new float[images.size()][0]);
    }

    @Override
    public void close() {
        network.close();
    }
}
