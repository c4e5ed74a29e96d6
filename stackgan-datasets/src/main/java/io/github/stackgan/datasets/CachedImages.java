package io.github.stackgan.datasets;

import io.github.stackgan.CaptionedImages;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps pictures that were drawn or decoded once in memory, three bytes for a pixel, until a limit is reached; those beyond it are
 * made anew each time.
 *
 * @since 0.1.0
 */
public final class CachedImages implements CaptionedImages {
    private final CaptionedImages images;
    private final long maxBytes;
    private final Map<Key, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Key(int index, int side) {}

    private CachedImages(CaptionedImages images, long maxBytes) {
        this.images = images;
        this.maxBytes = maxBytes;
    }

    /**
     * The same pictures, remembered.
     *
     * @param images any dataset
     * @param maxBytes how much memory the pictures may take, at least 0
     * @return the dataset
     * @throws IllegalArgumentException if {@code maxBytes} is negative
     */
    public static CachedImages inMemory(CaptionedImages images, long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", but must be at least 0");
        }
        return new CachedImages(images, maxBytes);
    }

    @Override
    public BufferedImage image(int index, int side) {
        Key key = new Key(index, side);
        byte[] rgb = kept.get(key);
        if (rgb != null) {
            return unpacked(rgb, side);
        }
        BufferedImage image = images.image(index, side);
        long size = 3L * side * side;
        boolean fits = bytes.addAndGet(size) <= maxBytes;
        if (!fits || kept.putIfAbsent(key, packed(image, side)) != null) {
            bytes.addAndGet(-size);
        }
        return image;
    }

    private static byte[] packed(BufferedImage image, int side) {
        int[] pixels = image.getRGB(0, 0, side, side, null, 0, side);
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return rgb;
    }

    private static BufferedImage unpacked(byte[] rgb, int side) {
        int[] pixels = new int[side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255;
        }
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, side, side, pixels);
        return image;
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public List<String> captions(int index) {
        return images.captions(index);
    }

    @Override
    public int classOf(int index) {
        return images.classOf(index);
    }

    @Override
    public int classCount() {
        return images.classCount();
    }

    @Override
    public String fingerprint() {
        return images.fingerprint();
    }
}
