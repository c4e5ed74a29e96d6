package io.github.stackgan.core.nn;

import io.github.stackgan.core.nn.Pixels.Flip;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Images of one size, each made once and kept at a byte for a channel, up to half a gigabyte or a quarter of the heap;
 * those beyond it are made anew each time. For any number of threads.
 */
public final class ImageCache {
    private static final long MOST_BYTES = 1L << 29;

    private final IntFunction<BufferedImage> images;
    private final int side;
    private final long mostImages;
    private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();

    /**
     * Keeps nothing yet.
     *
     * @param images makes an image by its number, of this size
     * @param side width and height S
     */
    public ImageCache(IntFunction<BufferedImage> images, int side) {
        this.images = images;
        this.side = side;
        mostImages = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4) / (3L * side * side);
    }

    /**
     * Writes a whole image as {@link Pixels#toBytes} does.
     *
     * @param index its number
     * @param flip whether left and right change places
     * @param into where the bytes go
     * @param offset where they begin; 3 S^2 are written
     */
    public void write(int index, Flip flip, byte[] into, int offset) {
        byte[] rgb = kept.get(index);
        if (rgb == null) {
            rgb = new byte[3 * side * side];
            Pixels.toBytes(images.apply(index), 0, 0, side, Flip.NONE, rgb, 0);
            if (kept.size() < mostImages) {
                kept.put(index, rgb);
            }
        }
        if (flip == Flip.NONE) {
            System.arraycopy(rgb, 0, into, offset, rgb.length);
            return;
        }
        for (int row = 0; row < rgb.length; row += side) {
            for (int x = 0; x < side; x++) {
                into[offset + row + x] = rgb[row + side - 1 - x];
            }
        }
    }
}
