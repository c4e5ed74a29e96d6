package io.github.stackgan.imaging;

import java.util.Arrays;

/**
 * Resizes pictures of 8 bits as Pillow does: along the lines first, rounded to 8 bits, then across them, both in whole numbers.
 * Pixels are 0xRRGGBB.
 */
final class EightBit {
    private static final int HALF = 1 << (Taps.FRACTION_BITS - 1);

    private EightBit() {}

    static int[] resize(Kernel kernel, int[] pixels, int height, int width, int toHeight, int toWidth) {
        int[] wide = toWidth == width ? pixels : along(Taps.of(kernel, width, toWidth), pixels, height, width);
        return toHeight == height ? wide : across(Taps.of(kernel, height, toHeight), wide, toWidth);
    }

    private static int[] along(Taps taps, int[] pixels, int height, int width) {
        int to = taps.size();
        int[][] weights = taps.fixedPoint();
        int[] result = new int[height * to];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < to; x++) {
                int[] line = weights[x];
                int start = y * width + taps.first(x);
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                for (int j = 0; j < line.length; j++) {
                    int pixel = pixels[start + j];
                    red += (pixel >> 16 & 255) * line[j];
                    green += (pixel >> 8 & 255) * line[j];
                    blue += (pixel & 255) * line[j];
                }
                result[y * to + x] = packed(red, green, blue);
            }
        }
        return result;
    }

    /** Row by row, so that memory is read in order. */
    private static int[] across(Taps taps, int[] pixels, int width) {
        int[][] weights = taps.fixedPoint();
        int[] result = new int[taps.size() * width];
        int[] red = new int[width];
        int[] green = new int[width];
        int[] blue = new int[width];
        for (int y = 0; y < taps.size(); y++) {
            Arrays.fill(red, HALF);
            Arrays.fill(green, HALF);
            Arrays.fill(blue, HALF);
            for (int j = 0; j < weights[y].length; j++) {
                add(pixels, (taps.first(y) + j) * width, weights[y][j], red, green, blue);
            }
            for (int x = 0; x < width; x++) {
                result[y * width + x] = packed(red[x], green[x], blue[x]);
            }
        }
        return result;
    }

    private static void add(int[] pixels, int start, int weight, int[] red, int[] green, int[] blue) {
        for (int x = 0; x < red.length; x++) {
            int pixel = pixels[start + x];
            red[x] += (pixel >> 16 & 255) * weight;
            green[x] += (pixel >> 8 & 255) * weight;
            blue[x] += (pixel & 255) * weight;
        }
    }

    private static int packed(int red, int green, int blue) {
        return clipped(red) << 16 | clipped(green) << 8 | clipped(blue);
    }

    private static int clipped(int fixed) {
        return Math.max(0, Math.min(255, fixed >> Taps.FRACTION_BITS));
    }
}
