package io.github.stackgan.datasets;

import java.awt.image.BufferedImage;

/** Measures images in tests; an image is an array of 0xRRGGBB, row by row. */
public final class PixelMeasures {
    private PixelMeasures() {}

    public static int[] pixels(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xffffff;
        }
        return pixels;
    }

    /** The mean of every block of {@code by} x {@code by} pixels. */
    public static int[] shrunk(int[] large, int side, int by) {
        int less = side / by;
        int[] small = new int[less * less];
        for (int i = 0; i < small.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                int sum = 0;
                for (int k = 0; k < by * by; k++) {
                    int at = (i / less * by + k / by) * side + i % less * by + k % by;
                    sum += large[at] >> shift & 255;
                }
                small[i] |= sum / (by * by) << shift;
            }
        }
        return small;
    }

    /** Mean absolute difference of a channel, in [0, 255]. */
    public static double meanDifference(int[] a, int[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs((a[i] >> shift & 255) - (b[i] >> shift & 255));
            }
        }
        return sum / (3 * a.length);
    }

    /** Mean absolute difference of an image from its own block means, in [0, 255]. */
    public static double detail(int[] large, int side, int by) {
        int[] small = shrunk(large, side, by);
        int[] enlarged = new int[large.length];
        for (int i = 0; i < large.length; i++) {
            enlarged[i] = small[i / side / by * (side / by) + i % side / by];
        }
        return meanDifference(large, enlarged);
    }

    /** Mean red, green and blue of the rectangle from (x0, y0) to (x1, y1). */
    public static double[] mean(BufferedImage image, int x0, int y0, int x1, int y1) {
        double[] mean = new double[3];
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                int rgb = image.getRGB(x, y);
                mean[0] += rgb >> 16 & 255;
                mean[1] += rgb >> 8 & 255;
                mean[2] += rgb & 255;
            }
        }
        for (int c = 0; c < 3; c++) {
            mean[c] /= (x1 - x0) * (y1 - y0);
        }
        return mean;
    }
}
