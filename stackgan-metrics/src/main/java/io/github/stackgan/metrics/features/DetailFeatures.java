package io.github.stackgan.metrics.features;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Judges the middle of pictures at their own resolution. A network that shrinks what it sees, as most do, is blind to the detail that
 * Stage-II adds; shown a part that need not be shrunk, it sees nothing else. So a Frechet distance by these features compares
 * textures and edges, as the patch FID of work on high resolutions does (Chai et al., Any-resolution Training for
 * High-resolution Image Synthesis, 2022), here with one patch for each picture. They know no classes, as a part of a picture has none.
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
     * Shows a network the middle of pictures only.
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
     * Reads the middle of pictures.
     *
     * @throws IllegalArgumentException if a picture is smaller than the middle square
     */
    @Override
    public Batch extract(List<BufferedImage> pictures) {
        float[][] features =
                network.extract(pictures.stream().map(this::middle).toList()).features();
        return new Batch(features, new float[features.length][0]);
    }

    private BufferedImage middle(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        if (Math.min(width, height) < side) {
            throw new IllegalArgumentException("The picture has " + width + " x " + height
                    + " pixels, but the middle square to be judged has " + side + " on a side; choose a smaller one");
        }
        return picture.getSubimage((width - side) / 2, (height - side) / 2, side, side);
    }

    @Override
    public void close() {
        network.close();
    }
}
