package io.github.stackgan.datasets;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.github.stackgan.DatasetException;
import io.github.stackgan.imaging.Resize;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Reads picture files: upright, on white, as red, green and blue, whatever they are inside. */
final class PictureReader {
    private static final int LARGEST_SIDE = 20_000;
    private static final long MOST_PIXELS = 100_000_000;
    private static final long MOST_BYTES = 1L << 29;

    /**
     * Every block of 8 x 8 pixels takes at least one bit, its mean, even of a progressive grey picture of one colour, whose other
     * parts can be told for thousands of blocks at once; so 64 pixels for a bit, 512 for a byte. Files that claim more break off or
     * lie.
     */
    private static final long MOST_JPEG_PIXELS_PER_BYTE = 512;

    private static final DirectColorModel RGB = new DirectColorModel(24, 0xff0000, 0xff00, 0xff);

    private PictureReader() {}

    /** What is done with a file's bytes, and with the JPEG that they are, if they are one of a usual kind. */
    @FunctionalInterface
    private interface Use<T> {
        T with(Optional<Jpeg> jpeg, byte[] bytes) throws IOException;
    }

    /** What is done with a reader that fits the file. */
    @FunctionalInterface
    private interface Reading<T> {
        T with(ImageReader reader) throws IOException;
    }

    /** What may fail. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** A part of a picture, scaled to a square; {@code where} says in errors who asked for the picture. */
    static BufferedImage square(String where, Path file, Fit fit, List<Box> boxes, int side) {
        if (side < 1) {
            throw new IllegalArgumentException("side is " + side + ", but must be at least 1");
        }
        return open(where, file, (jpeg, bytes) -> {
            Orientation orientation = orientation(bytes);
            if (jpeg.isPresent() && orientation == Orientation.UPRIGHT) {
                return jpeg.get().square(fit.crop(jpeg.get().width(), jpeg.get().height(), boxes), side);
            }
            BufferedImage image = decoded(where, file, jpeg, bytes);
            Rectangle crop = fit.crop(image.getWidth(), image.getHeight(), boxes);
            return Resize.bicubic(image.getSubimage(crop.x, crop.y, crop.width, crop.height), side, side);
        });
    }

    /** A picture whole, of type INT_RGB. */
    static BufferedImage read(String where, Path file) {
        return open(where, file, (jpeg, bytes) -> decoded(where, file, jpeg, bytes));
    }

    private static Orientation orientation(byte[] bytes) {
        return isJpeg(bytes) ? Orientation.of(bytes) : Orientation.UPRIGHT;
    }

    private static BufferedImage decoded(String where, Path file, Optional<Jpeg> jpeg, byte[] bytes)
            throws IOException {
        Orientation orientation = orientation(bytes);
        if (jpeg.isPresent()) {
            int width = jpeg.get().width();
            int height = jpeg.get().height();
            return upright(jpeg.get().pixels(), width, height, orientation);
        }
        return reading(where, file, new ByteArrayImageInputStream(bytes), reader -> {
            Broken broken = new Broken();
            reader.addIIOReadWarningListener(broken);
            BufferedImage image = reader.read(0);
            broken.check();
            return upright(opaque(image), image.getWidth(), image.getHeight(), orientation);
        });
    }

    /** Looks whether a file begins as a picture of a sensible size; nothing is decoded. */
    static void requireHeader(String where, Path file) {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            guarded(where, file, () -> reading(where, file, in, reader -> true));
        } catch (IOException e) {
            throw new DatasetException(where + ": the picture " + file + " cannot be opened: " + e, e);
        }
    }

    private static BufferedImage upright(int[] stored, int width, int height, Orientation orientation) {
        int[] pixels = orientation.upright(stored, width, height);
        return orientation.swapsSides() ? picture(pixels, height, width) : picture(pixels, width, height);
    }

    /** A picture around its pixels, which are not copied. */
    static BufferedImage picture(int[] pixels, int width, int height) {
        DataBufferInt data = new DataBufferInt(pixels, pixels.length);
        WritableRaster raster = Raster.createWritableRaster(RGB.createCompatibleSampleModel(width, height), data, null);
        return new BufferedImage(RGB, raster, false, null);
    }

    private static int[] opaque(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return grey(image.getRaster());
        }
        BufferedImage on = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = on.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        return ((DataBufferInt) on.getRaster().getDataBuffer()).getData();
    }

    /** Java takes grey levels for amounts of light and would make them brighter. */
    private static int[] grey(Raster raster) {
        int[] levels = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        for (int i = 0; i < levels.length; i++) {
            levels[i] *= 0x010101;
        }
        return levels;
    }

    private static <T> T open(String where, Path file, Use<T> use) {
        byte[] bytes = bytes(where, file);
        return guarded(where, file, () -> use.with(jpeg(where, file, bytes), bytes));
    }

    /** A JPEG of a usual kind, decoded without asking other readers first, which costs as much as decoding half of it. */
    private static Optional<Jpeg> jpeg(String where, Path file, byte[] bytes) throws IOException {
        Optional<Dimension> size = isJpeg(bytes) ? Jpeg.size(bytes) : Optional.empty();
        if (size.isEmpty()) {
            return Optional.empty();
        }
        checkSize(where, file, size.get().width, size.get().height);
        checkPlausible((long) size.get().width * size.get().height, bytes.length);
        return Jpeg.decode(bytes);
    }

    private static <T> T reading(String where, Path file, ImageInputStream in, Reading<T> work) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new DatasetException(where + ": " + notAPicture(file));
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in);
            checkSize(where, file, reader.getWidth(0), reader.getHeight(0));
            if (reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("jp")) {
                checkPlausible((long) reader.getWidth(0) * reader.getHeight(0), Files.size(file));
            }
            return work.with(reader);
        } finally {
            reader.dispose();
        }
    }

    private static <T> T guarded(String where, Path file, Work<T> work) {
        try {
            return work.run();
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders throw all kinds of unchecked exceptions on damaged files.
            throw new DatasetException(
                    where + ": the picture " + file + " is damaged or of an unknown kind (" + e
                            + "); open it in a viewer and save it again as PNG or JPEG",
                    e);
        }
    }

    private static byte[] bytes(String where, Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new DatasetException(where + ": the picture " + file + " has " + size + " bytes, but at most "
                        + MOST_BYTES + " are read");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DatasetException(where + ": the picture " + file + " cannot be opened: " + e, e);
        }
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
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

    private static void checkPlausible(long pixels, long bytes) throws IOException {
        if (pixels > bytes * MOST_JPEG_PIXELS_PER_BYTE) {
            throw new IOException("it claims " + pixels + " pixels in only " + bytes + " bytes");
        }
    }

    private static String notAPicture(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(64);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            return file + " is a web page, not a picture: a download that went wrong; download it again";
        }
        if (text.startsWith("version https://git-lfs")) {
            return file + " is a git-LFS pointer, not the picture itself; run \"git lfs pull\" where it came from";
        }
        return file + (bytes.length == 0 ? " is empty" : " is not a picture that Java can read")
                + "; expected PNG, JPEG, GIF or BMP";
    }
}
