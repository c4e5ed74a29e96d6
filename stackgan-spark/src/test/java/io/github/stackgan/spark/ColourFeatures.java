package io.github.stackgan.spark;

import io.github.stackgan.metrics.features.ImageFeatures;
import java.awt.image.BufferedImage;
import java.util.List;

/** Reads the colours of four pixels: features that need no network. */
record ColourFeatures() implements ImageFeatures {
    @Override
    public String name() {
        return "colours";
    }

    @Override
    public String fingerprint() {
        return "none";
    }

    @Override
    public String resizing() {
        return "none";
    }

    @Override
    public int width() {
        return 12;
    }

    @Override
    public int classCount() {
        return 4;
    }

    @Override
    public Batch extract(List<BufferedImage> images) {
        return new Batch(
                images.stream().map(ColourFeatures::colours).toArray(float[][]::new),
                images.stream().map(ColourFeatures::logits).toArray(float[][]::new));
    }

    private static float[] colours(BufferedImage image) {
        float[] colours = new float[12];
        for (int i = 0; i < 4; i++) {
            int rgb = image.getRGB((1 + 2 * (i % 2)) * image.getWidth() / 4, (1 + 2 * (i / 2)) * image.getHeight() / 4);
            for (int j = 0; j < 3; j++) {
                colours[3 * i + j] = (rgb >> 8 * j & 255) / 255f;
            }
        }
        return colours;
    }

    private static float[] logits(BufferedImage image) {
        float[] colours = colours(image);
        return new float[] {4 * colours[0], 4 * colours[1], 4 * colours[2], 1};
    }
}
