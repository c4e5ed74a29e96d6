package io.github.stackgan.imaging;

import io.github.stackgan.checks.Require;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.awt.image.WritableRaster;

/**
 * Changes the size of images in the two ways that results of this field depend on.
 *
 * <p><b>Antialiased</b> ({@code bicubic}, {@code bilinear}): as Pillow's {@code Image.resize}, which stretches the
 * kernel when an image shrinks. On floats it equals Pillow on 32-bit floating-point images, on {@link BufferedImage}s
 * Pillow on 8-bit ones. <b>Not antialiased</b> ({@code tensorflowBilinear}): as TensorFlow 1's {@code resize_bilinear}
 * with {@code align_corners=False}, which the reference Inception network of the Frechet distance was fed with.
 *
 * <p>All sizes are given as height, then width, in pixels.
 *
 * @since 0.1.0
 */
public final class Resize {
    private static final DirectColorModel RGB = new DirectColorModel(24, 0xff0000, 0xff00, 0xff);

    private Resize() {}

    /**
     * Antialiased bicubic, in floating point. Values are not clipped: beside edges they may leave the range of the
     * input.
     *
     * @param planes images or channels, one after another (C, height, width), of any range
     * @param height of each plane, at least 1
     * @param width of each plane, at least 1
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return new planes (C, toHeight, toWidth)
     * @throws IllegalArgumentException if a size is less than 1, or {@code planes} is not a whole number of planes
     */
    public static float[] bicubic(float[] planes, int height, int width, int toHeight, int toWidth) {
        return antialiased(Kernel.BICUBIC, planes, height, width, toHeight, toWidth);
    }

    /**
     * Antialiased bilinear, in floating point.
     *
     * @param planes images or channels, one after another (C, height, width), of any range
     * @param height of each plane, at least 1
     * @param width of each plane, at least 1
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return new planes (C, toHeight, toWidth), in the range of the input
     * @throws IllegalArgumentException if a size is less than 1, or {@code planes} is not a whole number of planes
     */
    public static float[] bilinear(float[] planes, int height, int width, int toHeight, int toWidth) {
        return antialiased(Kernel.BILINEAR, planes, height, width, toHeight, toWidth);
    }

    /**
     * Antialiased bicubic of an image, rounded to 8 bits as Pillow does.
     *
     * @param image any image, taken by its {@link Levels}; transparency is ignored
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static BufferedImage bicubic(BufferedImage image, int toHeight, int toWidth) {
        return eightBit(Kernel.BICUBIC, image, toHeight, toWidth);
    }

    /**
     * Antialiased bicubic of an image as JPEGs store it, rounded to 8 bits as Pillow does; equal to that of its red,
     * green and blue, and faster.
     *
     * @param image any
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static BufferedImage bicubic(LuminanceChrominance image, int toHeight, int toWidth) {
        return eightBit(Kernel.BICUBIC, image.source(), image.height(), image.width(), toHeight, toWidth);
    }

    /**
     * Antialiased bicubic of an image that comes a few rows at a time, rounded to 8 bits as Pillow does; equal to
     * that of the whole. Its memory is that of the result and of the rows that one row of the result is made of, in
     * the result's width.
     *
     * @param rows gives them
     * @param height of the image, at least 1
     * @param width of the image, at least 1
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static BufferedImage bicubic(ImageRows rows, int height, int width, int toHeight, int toWidth) {
        Require.positive("height", height);
        Require.positive("width", width);
        return eightBit(Kernel.BICUBIC, new EightBit.Passing(rows, width), height, width, toHeight, toWidth);
    }

    /**
     * Antialiased bilinear of an image, rounded to 8 bits as Pillow does.
     *
     * @param image any image, taken by its {@link Levels}; transparency is ignored
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static BufferedImage bilinear(BufferedImage image, int toHeight, int toWidth) {
        return eightBit(Kernel.BILINEAR, image, toHeight, toWidth);
    }

    /**
     * Bilinear between the four nearest pixels, never more, with pixel (0, 0) of the result exactly at pixel (0, 0) of
     * the input: TensorFlow 1's {@code resize_bilinear(align_corners=False)}.
     *
     * @param planes images or channels, one after another (C, height, width), of any range
     * @param height of each plane, at least 1
     * @param width of each plane, at least 1
     * @param toHeight wanted, at least 1
     * @param toWidth wanted, at least 1
     * @return new planes (C, toHeight, toWidth), in the range of the input
     * @throws IllegalArgumentException if a size is less than 1, or {@code planes} is not a whole number of planes
     */
    public static float[] tensorflowBilinear(float[] planes, int height, int width, int toHeight, int toWidth) {
        int count = planeCount(planes, height, width, toHeight, toWidth);
        float[] result = new float[count * toHeight * toWidth];
        float down = (float) height / toHeight;
        float along = (float) width / toWidth;
        int place = 0;
        for (int plane = 0; plane < count; plane++) {
            int start = plane * height * width;
            for (int y = 0; y < toHeight; y++) {
                int top = Math.min((int) (y * down), height - 1);
                int upper = start + top * width;
                int lower = start + Math.min(top + 1, height - 1) * width;
                float below = y * down - top;
                for (int x = 0; x < toWidth; x++) {
                    int left = Math.min((int) (x * along), width - 1);
                    int right = Math.min(left + 1, width - 1);
                    float beyond = x * along - left;
                    float a = between(planes[upper + left], planes[upper + right], beyond);
                    float b = between(planes[lower + left], planes[lower + right], beyond);
                    result[place++] = between(a, b, below);
                }
            }
        }
        return result;
    }

    private static float between(float a, float b, float way) {
        return a + (b - a) * way;
    }

    private static float[] antialiased(
            Kernel kernel, float[] planes, int height, int width, int toHeight, int toWidth) {
        int count = planeCount(planes, height, width, toHeight, toWidth);
        Taps taps = Taps.of(kernel, width, toWidth);
        float[] wide = new float[count * height * toWidth];
        for (int row = 0; row < count * height; row++) {
            for (int x = 0; x < toWidth; x++) {
                wide[row * toWidth + x] = sum(planes, row * width + taps.first(x), 1, taps.weights(x));
            }
        }
        taps = Taps.of(kernel, height, toHeight);
        float[] result = new float[count * toHeight * toWidth];
        for (int i = 0; i < result.length; i++) {
            int x = i % toWidth;
            int y = i / toWidth % toHeight;
            int plane = i / toWidth / toHeight;
            int start = (plane * height + taps.first(y)) * toWidth + x;
            result[i] = sum(wide, start, toWidth, taps.weights(y));
        }
        return result;
    }

    private static float sum(float[] values, int start, int step, double[] weights) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += values[start + j * step] * weights[j];
        }
        return (float) sum;
    }

    private static BufferedImage eightBit(Kernel kernel, BufferedImage image, int toHeight, int toWidth) {
        return eightBit(kernel, pixels(image), image.getHeight(), image.getWidth(), toHeight, toWidth);
    }

    private static BufferedImage eightBit(
            Kernel kernel, EightBit.Source source, int height, int width, int toHeight, int toWidth) {
        Require.positive("toHeight", toHeight);
        Require.positive("toWidth", toWidth);
        int[] resized = EightBit.resize(kernel, source, height, width, toHeight, toWidth);
        DataBufferInt data = new DataBufferInt(resized, resized.length);
        return new BufferedImage(
                RGB,
                Raster.createWritableRaster(RGB.createCompatibleSampleModel(toWidth, toHeight), data, null),
                false,
                null);
    }

    /** An image's pixels where they are, if they are as they should be, or else a copy. */
    private static EightBit.Pixels pixels(BufferedImage image) {
        WritableRaster raster = image.getRaster();
        if (image.getType() == BufferedImage.TYPE_INT_RGB
                && raster.getDataBuffer() instanceof DataBufferInt data
                && raster.getSampleModel() instanceof SinglePixelPackedSampleModel model) {
            int start = data.getOffset()
                    + model.getOffset(-raster.getSampleModelTranslateX(), -raster.getSampleModelTranslateY());
            return new EightBit.Pixels(data.getData(), start, model.getScanlineStride());
        }
        int width = image.getWidth();
        return new EightBit.Pixels(Levels.argb(image), 0, width);
    }

    private static int planeCount(float[] planes, int height, int width, int toHeight, int toWidth) {
        Require.positive("height", height);
        Require.positive("width", width);
        Require.positive("toHeight", toHeight);
        Require.positive("toWidth", toWidth);
        int size = Math.multiplyExact(height, width);
        if (planes.length % size != 0) {
            throw new IllegalArgumentException("planes has " + planes.length + " numbers, but must be a multiple of "
                    + height + " x " + width + " = " + size);
        }
        return planes.length / size;
    }
}
