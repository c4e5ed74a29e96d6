package io.github.stackgan.imaging;

/**
 * An image as JPEGs store it: luminance and two chrominances, one byte each, pixel by pixel. Red, green and blue come
 * of them by the formulas of JFIF 1.02.
 *
 * @param levels luminance, blue chrominance and red chrominance of each pixel, all from 0 to 255 without a sign; not
 *     copied
 * @param start where the first pixel begins
 * @param step from one pixel to the next, at least 3
 * @param stride from one row to the next
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @since 0.1.0
 */
public record LuminanceChrominance(byte[] levels, int start, int step, int stride, int height, int width) {
    /**
     * Looks whether the pixels lie in the array.
     *
     * @throws IllegalArgumentException if they do not, or a size is less than 1
     */
    public LuminanceChrominance {
        long last = start + (height - 1L) * stride + (width - 1L) * step + 2;
        if (height < 1 || width < 1 || step < 3 || start < 0 || stride < 0 || last >= levels.length) {
            throw new IllegalArgumentException(height + " x " + width + " pixels from " + start + " on, every " + step
                    + " bytes, with rows every " + stride + " bytes, do not lie in the " + levels.length
                    + " bytes of levels");
        }
    }

    /**
     * The image in red, green and blue.
     *
     * @return rows of 0xRRGGBB (height x width)
     */
    public int[] rgb() {
        int[] pixels = new int[height * width];
        RgbConverter converter = new RgbConverter(width);
        for (int y = 0; y < height; y++) {
            converter.read(levels, start + y * stride, step, 0, width);
            converter.convert();
            converter.write(pixels, y * width);
        }
        return pixels;
    }

    /** The image for resizing. */
    EightBit.Source source() {
        RgbConverter converter = new RgbConverter(EightBit.TILE * EightBit.STRIP);
        return (part, columns) -> {
            for (int x = 0; x < part.width; x++) {
                int from = start + part.y * stride + (part.x + x) * step;
                converter.read(levels, from, stride, x * EightBit.STRIP, part.height);
            }
            converter.convert();
            for (int x = 0; x < part.width; x++) {
                converter.writeThirds(x * EightBit.STRIP, columns[part.x + x]);
            }
        };
    }
}
