package io.github.stackgan.cli.generate;

import java.awt.image.BufferedImage;

/**
 * How much detail an image has: the mean over its inner pixels of |4 p - above - below - left - right|, with luminance
 * p = 0.299 R + 0.587 G + 0.114 B in [0, 255]. It is 0 where colour is flat or changes evenly, and grows with edges and
 * texture, and with noise: it says that there is detail, not that the detail is right.
 */
final class Sharpness {
    private Sharpness() {}

    /**
     * Measures one image.
     *
     * @param image at least 3 pixels wide and high
     * @return at least 0
     */
    static double of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        double[][] luminance = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                luminance[y][x] = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
            }
        }
        double sum = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                sum += Math.abs(4 * luminance[y][x]
                        - luminance[y - 1][x]
                        - luminance[y + 1][x]
                        - luminance[y][x - 1]
                        - luminance[y][x + 1]);
            }
        }
        return sum / ((width - 2.0) * (height - 2.0));
    }
}
