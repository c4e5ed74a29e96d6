package io.github.stackgan.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * The levels of images as they are stored, in 8 bits. {@link BufferedImage#getRGB} takes grey levels, and those of
 * some colour models, for amounts of light and makes them brighter: 100 becomes 168. Here, as in Pillow and in every
 * viewer that knows no colour profiles, what is stored is what is seen.
 *
 * <p>Grey, red, green and blue of any depth are scaled to 0 to 255 and rounded to the nearest: 16 bits by 1 / 257,
 * fractions by 255, with those outside of 0 to 1 clipped and those that are not numbers black. Palettes mean what
 * they list. Colours premultiplied by opacity are divided by it. Inks and other colour spaces are changed to sRGB by
 * Java.
 *
 * @since 0.1.0
 */
public final class Levels {
    private static final int OPAQUE = 255;

    private Levels() {}

    /**
     * Colours and opacity.
     *
     * @param image any
     * @return rows of 0xAARRGGBB, colours not multiplied by opacity (height x width)
     */
    public static int[] argb(BufferedImage image) {
        int width = image.getWidth();
        ColorModel model = image.getColorModel();
        if (!storedOtherwise(model)) {
            return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        }
        boolean whole =
                model.getTransferType() == DataBuffer.TYPE_BYTE || model.getTransferType() == DataBuffer.TYPE_USHORT;
        return whole && model instanceof ComponentColorModel && !model.isAlphaPremultiplied()
                ? wholeNumbers(image.getRaster(), model)
                : fractions(image.getRaster(), model);
    }

    /**
     * Colours on white, by Pillow's formula: c a + 255 (255 - a), divided by 255 and rounded.
     *
     * @param image any
     * @return rows of 0xRRGGBB (height x width)
     */
    public static int[] onWhite(BufferedImage image) {
        int[] pixels = argb(image);
        if (image.getColorModel().hasAlpha()) {
            for (int i = 0; i < pixels.length; i++) {
                int alpha = pixels[i] >>> 24;
                pixels[i] = alpha == OPAQUE
                        ? pixels[i] & 0xffffff
                        : onWhite(pixels[i] >> 16 & 255, alpha) << 16
                                | onWhite(pixels[i] >> 8 & 255, alpha) << 8
                                | onWhite(pixels[i] & 255, alpha);
            }
        } else {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] &= 0xffffff;
            }
        }
        return pixels;
    }

    private static int onWhite(int level, int alpha) {
        int sum = level * alpha + OPAQUE * (OPAQUE - alpha) + 128;
        return (sum >> 8) + sum >> 8;
    }

    /** Whether Java's sRGB is something else than the levels that are stored. */
    private static boolean storedOtherwise(ColorModel model) {
        ColorSpace space = model.getColorSpace();
        int type = model.getTransferType();
        if (space.isCS_sRGB()) {
            // Of fractions beyond 1, Java makes colours that are none.
            return model instanceof ComponentColorModel
                    && type != DataBuffer.TYPE_BYTE
                    && type != DataBuffer.TYPE_USHORT;
        }
        return space.getType() == ColorSpace.TYPE_GRAY || space.getType() == ColorSpace.TYPE_RGB;
    }

    private static int[] wholeNumbers(Raster raster, ColorModel model) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        int[] pixels = new int[width * raster.getHeight()];
        int[] row = new int[width * bands];
        for (int y = 0, i = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int at = 0; at < row.length; at += bands, i++) {
                int red = eightBits(row[at], model, 0);
                int rest = colours == 1
                        ? red * 0x0101
                        : eightBits(row[at + 1], model, 1) << 8 | eightBits(row[at + 2], model, 2);
                int alpha = model.hasAlpha() ? eightBits(row[at + colours], model, colours) : OPAQUE;
                pixels[i] = alpha << 24 | red << 16 | rest;
            }
        }
        return pixels;
    }

    private static int eightBits(int value, ColorModel model, int component) {
        int bits = model.getComponentSize(component);
        int largest = (1 << bits) - 1;
        return bits == 8 ? value : (value * OPAQUE + (largest >> 1)) / largest;
    }

    private static int[] fractions(Raster raster, ColorModel model) {
        int width = raster.getWidth();
        int colours = model.getNumColorComponents();
        int[] pixels = new int[width * raster.getHeight()];
        float[] components = new float[model.getNumComponents()];
        for (int i = 0; i < pixels.length; i++) {
            Object pixel = raster.getDataElements(raster.getMinX() + i % width, raster.getMinY() + i / width, null);
            components = model.getNormalizedComponents(pixel, components, 0);
            int alpha = model.hasAlpha() ? eightBits(components[colours]) : OPAQUE;
            int red = eightBits(components[0]);
            int rest = colours == 1 ? red * 0x0101 : eightBits(components[1]) << 8 | eightBits(components[2]);
            pixels[i] = alpha << 24 | red << 16 | rest;
        }
        return pixels;
    }

    private static int eightBits(float fraction) {
        return Math.max(0, Math.min(OPAQUE, (int) (fraction * OPAQUE + 0.5f)));
    }
}
