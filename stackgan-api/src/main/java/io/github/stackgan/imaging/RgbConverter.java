package io.github.stackgan.imaging;

/**
 * Makes red, green and blue of luminance and chrominance, many pixels at a time: by the formulas of JFIF 1.02, in 16
 * binary digits after the point. Its loops do little each and are long, because Java's compiler makes vector
 * instructions only of such.
 */
final class RgbConverter {
    private static final int HALF = 1 << 15;
    private static final int RED_OF_CR = 91881;
    private static final int GREEN_OF_CB = -22554;
    private static final int GREEN_OF_CR = -46802;
    private static final int BLUE_OF_CB = 116130;

    private final int[] luminance;
    private final int[] cb;
    private final int[] cr;
    private final int[] red;
    private final int[] green;
    private final int[] blue;

    RgbConverter(int pixels) {
        luminance = new int[pixels];
        cb = new int[pixels];
        cr = new int[pixels];
        red = new int[pixels];
        green = new int[pixels];
        blue = new int[pixels];
    }

    /** Takes {@code count} pixels, one every {@code step} bytes, for the places from {@code to} on. */
    void read(byte[] levels, int from, int step, int to, int count) {
        for (int i = to, at = from; i < to + count; i++, at += step) {
            luminance[i] = levels[at] & 255;
            cb[i] = (levels[at + 1] & 255) - 128;
            cr[i] = (levels[at + 2] & 255) - 128;
        }
    }

    /** Converts all places. */
    void convert() {
        add(luminance, cr, RED_OF_CR, red);
        clip(red);
        add(luminance, cb, GREEN_OF_CB, cr, GREEN_OF_CR, green);
        clip(green);
        add(luminance, cb, BLUE_OF_CB, blue);
        clip(blue);
    }

    private static void add(int[] luminance, int[] chrominance, int factor, int[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = luminance[i] + ((factor * chrominance[i] + HALF) >> 16);
        }
    }

    private static void add(int[] luminance, int[] cb, int ofCb, int[] cr, int ofCr, int[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = luminance[i] + ((ofCb * cb[i] + ofCr * cr[i] + HALF) >> 16);
        }
    }

    private static void clip(int[] levels) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] = clipped(levels[i]);
        }
    }

    /** To [0, 255]; of the forms of clipping, one that becomes vector instructions. */
    static int clipped(int level) {
        int below = 255 - (level & ~(level >> 31));
        return 255 - (below & ~(below >> 31));
    }

    /** Puts all converted pixels together as 0xRRGGBB. */
    void write(int[] pixels, int to) {
        for (int i = 0; i < red.length; i++) {
            pixels[to + i] = red[i] << 16 | green[i] << 8 | blue[i];
        }
    }

    /** Copies converted pixels into the thirds of a line. */
    void writeThirds(int from, int[] line) {
        int third = line.length / 3;
        System.arraycopy(red, from, line, 0, third);
        System.arraycopy(green, from, line, third, third);
        System.arraycopy(blue, from, line, 2 * third, third);
    }
}
