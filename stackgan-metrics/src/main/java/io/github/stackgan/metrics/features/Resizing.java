package io.github.stackgan.metrics.features;

import io.github.stackgan.imaging.Levels;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;

/**
 * How images are brought to a network's size; figures move with it by more than many methods differ (Parmar et al.,
 * <i>On Aliased Resizing</i>, CVPR 2022). All are this library's own, the same on every engine; see {@link Resize}.
 *
 * @since 0.1.0
 */
public enum Resizing {
    /** Bilinear between four pixels, not antialiased, as the network of the published FIDs does itself. */
    TENSORFLOW_1("bilinear as TensorFlow 1, floating point, not antialiased"),
    /** Antialiased bicubic in floating point, as clean-fid recommends. */
    CLEAN("bicubic, antialiased, floating point, as clean-fid"),
    /** Antialiased bilinear to 8 bits, as older programs did with Pillow. */
    LEGACY("bilinear, antialiased, 8 bits, as Pillow");

    private final String words;

    Resizing(String words) {
        this.words = words;
    }

    /** What reports say. */
    String words() {
        return words;
    }

    /**
     * Resizes an image.
     *
     * @param image of any size
     * @param side wanted width and height
     * @return (3, side, side), red first, around [0, 255]
     */
    public float[] planes(BufferedImage image, int side) {
        return switch (this) {
            case TENSORFLOW_1 ->
                Resize.tensorflowBilinear(levels(image), image.getHeight(), image.getWidth(), side, side);
            case CLEAN -> clipped(Resize.bicubic(levels(image), image.getHeight(), image.getWidth(), side, side));
            case LEGACY -> levels(Resize.bilinear(image, side, side));
        };
    }

    /** (3, H, W), red first, in [0, 255]; transparency is ignored. */
    private static float[] levels(BufferedImage image) {
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

    /** Bicubic interpolation overshoots at edges; clean-fid cuts that off. */
    private static float[] clipped(float[] planes) {
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Math.max(0, Math.min(255, planes[i]));
        }
        return planes;
    }
}
