package io.github.stackgan.core.text.training;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.nn.Pixels;
import io.github.stackgan.core.nn.Pixels.Flip;
import io.github.stackgan.imaging.Levels;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The images of a dataset at one size, each decoded once and kept at a byte for a channel, up to half a gigabyte or a
 * quarter of the heap; those beyond it are decoded anew each time. For any number of threads.
 */
final class ImageCache {
    private static final long MOST_BYTES = 1L << 29;
    private static final float HALF = 127.5f;

    private final CaptionedImages data;
    private final int side;
    private final long mostImages;
    private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();

    ImageCache(CaptionedImages data, int side) {
        this.data = data;
        this.side = side;
        mostImages = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4) / (3L * side * side);
    }

    /** Writes an image as (3, S, S) in [-1, 1], red first. */
    void write(int index, Flip flip, float[] into, int offset) {
        byte[] rgb = kept.get(index);
        if (rgb == null) {
            rgb = decode(index);
            if (kept.size() < mostImages) {
                kept.put(index, rgb);
            }
        }
        for (int i = 0; i < rgb.length; i++) {
            int column = i % side;
            int from = flip == Flip.MIRRORED ? i - column + side - 1 - column : i;
            into[offset + i] = (rgb[from] & 255) / HALF - 1;
        }
    }

    private byte[] decode(int index) {
        BufferedImage image = Pixels.ofSide(data, index, side);
        int plane = side * side;
        int[] pixels = Levels.argb(image);
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            rgb[i] = (byte) (pixels[i] >> 16);
            rgb[i + plane] = (byte) (pixels[i] >> 8);
            rgb[i + 2 * plane] = (byte) pixels[i];
        }
        return rgb;
    }
}
