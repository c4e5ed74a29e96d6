package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.imaging.Levels;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.util.List;

/** Images as networks take them: channel by channel, red first; transparency is ignored. */
final class ImageValues {
    private ImageValues() {}

    /** (N, 3, side, side) in [-1, 1], of images of any size. */
    static NDArray of(NDManager manager, List<BufferedImage> images, int side) {
        float[] values = new float[Math.multiplyExact(images.size(), 3 * side * side)];
        int place = 0;
        for (BufferedImage image : images) {
            for (float level : levels(atSize(image, side))) {
                values[place++] = level / 127.5f - 1;
            }
        }
        return manager.create(values, new Shape(images.size(), 3, side, side));
    }

    /** The image itself if it has the size, or else made by the antialiased bicubic filter. */
    static BufferedImage atSize(BufferedImage image, int side) {
        return image.getWidth() == side && image.getHeight() == side ? image : Resize.bicubic(image, side, side);
    }

    /** (3, H, W), in [0, 255]. */
    static float[] levels(BufferedImage image) {
        int[] rgb = Levels.argb(image);
        int plane = rgb.length;
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            values[i] = rgb[i] >> 16 & 255;
            values[plane + i] = rgb[i] >> 8 & 255;
            values[2 * plane + i] = rgb[i] & 255;
        }
        return values;
    }
}
