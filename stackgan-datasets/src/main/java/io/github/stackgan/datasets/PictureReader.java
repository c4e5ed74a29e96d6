package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads picture files. */
final class PictureReader {
    private static final int LARGEST_SIDE = 20_000;
    private static final long MOST_PIXELS = 100_000_000;

    private PictureReader() {}

    /** The middle square of a picture on white, scaled to a side; {@code where} says in errors who asked for the picture. */
    static BufferedImage square(String where, Path file, int side) {
        if (side < 1) {
            throw new IllegalArgumentException("side is " + side + ", but must be at least 1");
        }
        BufferedImage image = read(where, file);
        int cut = Math.min(image.getWidth(), image.getHeight());
        int x = (image.getWidth() - cut) / 2;
        int y = (image.getHeight() - cut) / 2;
        BufferedImage square = drawn(image, x, y, cut, cut);
        // Bilinear scaling to less than a half would skip pixels.
        while (square.getWidth() >= 2 * side) {
            square = drawn(square, 0, 0, square.getWidth(), (square.getWidth() + 1) / 2);
        }
        return square.getWidth() == side ? square : drawn(square, 0, 0, square.getWidth(), side);
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

    private static BufferedImage read(String where, Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new DatasetException(where + ": the picture " + file + " cannot be opened");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DatasetException(where + ": " + notAPicture(file));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                checkSize(where, file, reader.getWidth(0), reader.getHeight(0));
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The platform's decoders throw all kinds of unchecked exceptions on damaged files.
            throw new DatasetException(
                    where + ": the picture " + file + " is damaged or of an unknown kind (" + e
                            + "); open it in a viewer and save it again as PNG or JPEG",
                    e);
        }
    }

    /** Checked before any pixel is read, so that a few bytes cannot claim all memory. */
    private static void checkSize(String where, Path file, int width, int height) {
        if (width < 1 || height < 1) {
            throw new DatasetException(where + ": the picture " + file + " has " + width + " x " + height
                    + " pixels, so there is nothing to see");
        }
        if (Math.max(width, height) > LARGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new DatasetException(where + ": the picture " + file + " has " + width + " x " + height
                    + " pixels; at most " + LARGEST_SIDE + " on a side and " + MOST_PIXELS
                    + " in all are read, so scale it down");
        }
    }

    private static String notAPicture(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(64);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            return file + " is a web page, not a picture: a download that went wrong; download it again";
        }
        return file + (start.length == 0 ? " is empty" : " is not a picture that Java can read")
                + "; expected PNG, JPEG, GIF or BMP";
    }
}
