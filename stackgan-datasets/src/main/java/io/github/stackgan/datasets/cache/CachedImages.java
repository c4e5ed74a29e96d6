package io.github.stackgan.datasets.cache;

import io.github.stackgan.CaptionedImages;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps images that were rendered or decoded once in memory, three bytes for a pixel, until a limit is reached; those
 * beyond it are made anew each time.
 *
 * @since 0.1.0
 */
public final class CachedImages extends KeptImages {
    private final long maxBytes;
    private final Map<Key, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Key(int index, int side) {}

    private CachedImages(CaptionedImages images, long maxBytes) {
        super(images);
        this.maxBytes = maxBytes;
    }

    /**
     * The same images, remembered.
     *
     * @param images any dataset
     * @param maxBytes how much memory the images may take, at least 0
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
            return ImageStore.unpacked(ByteBuffer.wrap(rgb), side);
        }
        BufferedImage image = images.image(index, side);
        long size = 3L * side * side;
        boolean fits = bytes.addAndGet(size) <= maxBytes;
        if (!fits || kept.putIfAbsent(key, ImageStore.packed(image, side)) != null) {
            bytes.addAndGet(-size);
        }
        return image;
    }
}
