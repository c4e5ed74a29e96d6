package io.github.stackgan.metrics.features;

import io.github.stackgan.core.step.Batch;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Scores the middle of images at their own resolution. A network that shrinks what it sees, as most do, is blind to the
 * detail that Stage-II adds; shown a part that need not be shrunk, it sees nothing else. So a Frechet distance by these
 * features compares textures and edges, as the patch FID of work on high resolutions does (Chai et al., Any-resolution
 * Training for High-resolution Image Synthesis, 2022), here with one patch for each image. They know no classes, as a
 * part of an image has none.
 *
 * @since 0.1.0
 */
public final class DetailFeatures implements ImageFeatures {
    private final ImageFeatures network;
    private final int side;

    private DetailFeatures(ImageFeatures network, int side) {
        this.network = network;
        this.side = side;
    }

    /**
     * Shows a network the middle of images only.
     *
     * @param network closed with this
     * @param side of the middle square, in pixels, at least 1; best the network's own size, so that nothing is resized
     * @return the features
     */
    public static DetailFeatures of(ImageFeatures network, int side) {
        FeatureChecks.atLeast("side", side, 1, "");
        return new DetailFeatures(network, side);
    }

    @Override
    public String name() {
        return network.name() + "/detail";
    }

    @Override
    public String fingerprint() {
        return network.fingerprint();
    }

    @Override
    public String resizing() {
        return "the middle " + side + " x " + side + " pixels, then " + network.resizing();
    }

    @Override
    public int width() {
        return network.width();
    }

    @Override
    public int classCount() {
        return 0;
    }

    /**
     * Reads the middle of images.
     *
     * @throws IllegalArgumentException if an image is smaller than the middle square
     */
    @Override
    public Batch extract(List<BufferedImage> images) {
        float[][] features =
                network.extract(images.stream().map(this::middle).toList()).features();
        return new Batch(features, new float[features.length][0]);
    }

    private BufferedImage middle(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (Math.min(width, height) < side) {
            throw new IllegalArgumentException("The image has " + width + " x " + height
                    + " pixels, but the middle square to be scored has " + side + " on a side; choose a smaller one");
        }
        return image.getSubimage((width - side) / 2, (height - side) / 2, side, side);
    }

    @Override
    public void close() {
        network.close();
    }
}
