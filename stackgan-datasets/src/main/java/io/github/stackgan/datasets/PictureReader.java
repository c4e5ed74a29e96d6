package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads picture files. */
final class PictureReader {
    private static final int LARGEST_SIDE = 20_000;
    private static final long MOST_PIXELS = 100_000_000;

    private PictureReader() {}

    /** The middle square of a picture on white, scaled to a side. */
    static BufferedImage square(Path file, int side) {
        BufferedImage image = read(file);
        int cut = Math.min(image.getWidth(), image.getHeight());
        int x = (image.getWidth() - cut) / 2;
        int y = (image.getHeight() - cut) / 2;
        BufferedImage square = drawn(image, x, y, cut, cut);
        for (int size = cut; size >= 2 * side; size = (size + 1) / 2) {
            square = drawn(square, 0, 0, size, (size + 1) / 2);
        }
        return drawn(square, 0, 0, square.getWidth(), side);
    }

    private static BufferedImage drawn(BufferedImage from, int x, int y, int cut, int side) {
        BufferedImage to = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = to.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, side, side);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                side > cut ? RenderingHints.VALUE_INTERPOLATION_BICUBIC : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, side, side, x, y, x + cut, y + cut, null);
        g.dispose();
        return to;
    }

    /** The size is checked before any pixel is read, so that a few bytes cannot claim all memory. */
    private static BufferedImage read(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers =
                    in == null ? java.util.Collections.emptyIterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DatasetException(file + " is not a picture that Java can read; PNG, JPEG, GIF and BMP are");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if (Math.max(width, height) > LARGEST_SIDE || (long) width * height > MOST_PIXELS) {
                    throw new DatasetException(file + " claims " + width + " x " + height + " pixels; at most "
                            + LARGEST_SIDE + " on a side and " + MOST_PIXELS + " in all are read");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof DatasetException ours) {
                throw ours;
            }
            throw new DatasetException(file + " cannot be read as a picture: " + e, e);
        }
    }
}
