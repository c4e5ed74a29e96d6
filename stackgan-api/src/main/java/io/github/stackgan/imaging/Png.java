package io.github.stackgan.imaging;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images as PNG in memory.
 *
 * @since 0.1.0
 */
public final class Png {
    private Png() {}

    /**
     * Encodes an image.
     *
     * @param image of any size; RGB, grey or with transparency
     * @return the content of a file
     * @throws IllegalArgumentException if PNG cannot hold its colours
     */
    public static byte[] of(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Without a stream of its own, the JDK would go through a file in the folder for temporary ones.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IllegalArgumentException("PNG cannot hold the colours of " + image.getColorModel()
                        + "; give an image of 8 or 16 bits, grey or RGB");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An image cannot be written to memory as PNG", e);
        }
        return bytes.toByteArray();
    }
}
