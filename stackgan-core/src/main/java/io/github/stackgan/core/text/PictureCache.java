package io.github.stackgan.core.text;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.internal.picture.Pixels.Flip;
import io.github.stackgan.imaging.Levels;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pictures of a dataset at one size, each decoded once and kept at a byte for a channel, up to half a gigabyte or a quarter of
 * the heap; those beyond it are decoded anew each time. For any number of threads.
 */
final class PictureCache {
    private static final long MOST_BYTES = 1L << 29;
    private static final float HALF = 127.5f;

    private final CaptionedImages data;
    private final int side;
    private final long mostPictures;
    private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();

    PictureCache(CaptionedImages data, int side) {
        this.data = data;
        this.side = side;
        mostPictures = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4) / (3L * side * side);
    }

    /** Writes a picture as (3, S, S) in [-1, 1], red first. */
    void write(int picture, Flip flip, float[] into, int offset) {
        byte[] rgb = kept.get(picture);
        if (rgb == null) {
            rgb = decode(picture);
            if (kept.size() < mostPictures) {
                kept.put(picture, rgb);
            }
        }
        for (int i = 0; i < rgb.length; i++) {
            int column = i % side;
            int from = flip == Flip.MIRRORED ? i - column + side - 1 - column : i;
            into[offset + i] = (rgb[from] & 255) / HALF - 1;
        }
    }

    private byte[] decode(int picture) {
        BufferedImage image = data.image(picture, side);
        int plane = side * side;
        int[] pixels = Levels.argb(image.getSubimage(0, 0, side, side));
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            rgb[i] = (byte) (pixels[i] >> 16);
            rgb[i + plane] = (byte) (pixels[i] >> 8);
            rgb[i + 2 * plane] = (byte) pixels[i];
        }
        return rgb;
    }
}
