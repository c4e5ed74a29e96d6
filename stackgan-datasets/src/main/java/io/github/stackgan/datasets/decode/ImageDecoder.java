package io.github.stackgan.datasets.decode;

import io.github.stackgan.DatasetException;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.checks.Require;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Reads image files of the formats that {@link ImageFormat} names: upright, on white, as red, green and blue,
 * whatever they are inside.
 *
 * <p><b>Limits.</b> Files of at most 512 MiB, 20,000 pixels on a side and 100,000,000 in all; JPEGs of at most 100
 * scans. Files of up to {@value ReaderImage#LARGE} pixels are decoded whole, in up to 16 bytes a pixel. Larger ones
 * are decoded one at a time: JPEGs with all pixels in memory as they are stored, up to 4 bytes each, besides the
 * decoder's own memory for progressive ones; others in bands of {@value ReaderImage#LARGE} pixels, from their
 * beginning for every band.
 */
public final class ImageDecoder {
    private static final int LARGEST_SIDE = 20_000;
    private static final long MOST_PIXELS = 100_000_000;
    private static final long MOST_BYTES = 1L << 29;

    /** Progressive JPEGs have about ten; each may take as long as all pixels take, and few bytes. */
    private static final int MOST_SCANS = 100;

    /** All that headers hold but those of JPEGs with large extra parts. */
    private static final int USUAL_HEADER = 1 << 16;

    /**
     * Every block of 8 x 8 pixels takes at least one bit, its mean, even of a progressive grey image of one colour,
     * whose other parts can be told for thousands of blocks at once; so 64 pixels for a bit, 512 for a byte. Files that
     * claim more break off or lie.
     */
    private static final long MOST_JPEG_PIXELS_PER_BYTE = 512;

    private static final DirectColorModel RGB = new DirectColorModel(24, 0xff0000, 0xff00, 0xff);

    /** Large images are decoded one at a time, whatever the number of cores. */
    private static final Semaphore LARGE = new Semaphore(1);

    /** Causes of causes that are looked through; they could go round. */
    private static final int DEEPEST_CAUSE = 20;

    private ImageDecoder() {}

    /** What is done with an image. */
    @FunctionalInterface
    private interface Use<T> {
        T with(UprightImage image) throws IOException;
    }

    /** Which part of an upright image is wanted. */
    @FunctionalInterface
    public interface Crop {
        /** A part of an image of this size, within it. */
        Rectangle of(int width, int height);
    }

    /** What may fail. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A part of an image, scaled to a square; {@code where} says in errors who asked for the image. */
    public static BufferedImage square(String where, Path file, Crop crop, int side) {
        Require.positive("side", side);
        return open(where, file, image -> image.square(crop.of(image.width(), image.height()), side));
    }

    /** An image whole, of type INT_RGB. */
    public static BufferedImage read(String where, Path file) {
        return open(where, file, UprightImage::whole);
    }

    /** An image whole, of type INT_RGB, of the bytes of a file; {@code name} says in errors which. */
    public static BufferedImage read(String where, String name, byte[] bytes) {
        return guarded(where, name, () -> open(where, name, bytes, UprightImage::whole));
    }

    /** The size of an image as it is seen, upright; nothing is decoded. */
    public static Dimension uprightSize(String where, Path file) {
        length(where, file);
        return guarded(where, file, () -> {
            byte[] bytes = Files.readAllBytes(file);
            ImageFormat format = format(where, file, bytes);
            Dimension size = size(where, file, format, bytes, bytes.length);
            Orientation orientation =
                    switch (format) {
                        case JPEG -> JpegSegments.of(bytes).orientation();
                        case PNG -> PngFile.of(bytes).orientation();
                        default -> Orientation.UPRIGHT;
                    };
            return orientation.swapsSides() ? new Dimension(size.height, size.width) : size;
        });
    }

    /** Decodes an image to its end. */
    public static void requireWhole(String where, Path file) {
        open(where, file, image -> {
            image.stored().requireWhole();
            return true;
        });
    }

    /** The size of an image as it is stored, if the file begins as one of a sensible size; nothing is decoded. */
    public static Dimension requireHeader(String where, Path file) {
        long length = length(where, file);
        return guarded(where, file, () -> {
            byte[] bytes = beginning(file, USUAL_HEADER);
            if (length > bytes.length && format(where, file, bytes).size(bytes).isEmpty()) {
                bytes = Files.readAllBytes(file);
            }
            return size(where, file, format(where, file, bytes), bytes, length);
        });
    }

    private static byte[] beginning(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    /** An image around its pixels, which are not copied. */
    public static BufferedImage image(int[] pixels, int width, int height) {
        DataBufferInt data = new DataBufferInt(pixels, pixels.length);
        WritableRaster raster = Raster.createWritableRaster(RGB.createCompatibleSampleModel(width, height), data, null);
        return new BufferedImage(RGB, raster, false, null);
    }

    private static <T> T open(String where, Path file, Use<T> use) {
        length(where, file);
        return guarded(where, file, () -> open(where, file, Files.readAllBytes(file), use));
    }

    private static <T> T open(String where, Object file, byte[] bytes, Use<T> use) throws IOException {
        ImageFormat format = format(where, file, bytes);
        Dimension size = size(where, file, format, bytes, bytes.length);
        boolean large = (long) size.width * size.height > ReaderImage.LARGE;
        if (large) {
            LARGE.acquireUninterruptibly();
        }
        try (UprightImage image = decoder(where, file, format, bytes, size)) {
            return use.with(image);
        } finally {
            if (large) {
                LARGE.release();
            }
        }
    }

    private static ImageFormat format(String where, Object file, byte[] bytes) {
        return ImageFormat.of(bytes)
                .orElseThrow(() -> new DatasetException(where + ": " + Quoted.bare(file) + ImageFormat.instead(bytes)));
    }

    /** Checked before any pixel is read, so that a few bytes cannot claim all memory. */
    private static Dimension size(String where, Object file, ImageFormat format, byte[] bytes, long length)
            throws IOException {
        Dimension size = format.size(bytes).orElseThrow(() -> new IOException("it does not tell its width and height"));
        long pixels = (long) size.width * size.height;
        if (size.width < 1 || size.height < 1) {
            throw refused(where, file, " has " + pixels(size) + ", so there is nothing to see; make the image anew");
        }
        if (Math.max(size.width, size.height) > LARGEST_SIDE || pixels > MOST_PIXELS) {
            throw refused(
                    where,
                    file,
                    " has " + pixels(size) + "; at most " + LARGEST_SIDE + " on a side and " + MOST_PIXELS
                            + " in all are read, so scale it down");
        }
        if (format == ImageFormat.JPEG && pixels > length * MOST_JPEG_PIXELS_PER_BYTE) {
            throw new IOException("it claims " + pixels + " pixels in only " + length + " bytes");
        }
        return size;
    }

    private static String pixels(Dimension size) {
        return size.width + " x " + size.height + " pixels";
    }

    private static DatasetException refused(String where, Object file, String why) {
        return new DatasetException(where + ": the image " + Quoted.bare(file) + why);
    }

    private static UprightImage decoder(String where, Object file, ImageFormat format, byte[] bytes, Dimension size)
            throws IOException {
        Rectangle all = new Rectangle(size);
        if (format == ImageFormat.JPEG) {
            return jpeg(where, file, bytes, size);
        }
        if (format == ImageFormat.PNG) {
            PngFile png = PngFile.of(bytes);
            return new UprightImage(
                    new ReaderImage(format.newReader(), png.withoutExtras(), size, all), png.orientation());
        }
        Rectangle frame =
                format == ImageFormat.GIF ? GifFile.of(bytes).orElseThrow().frame() : all;
        byte[] checked = format == ImageFormat.BMP ? BmpFile.checked(bytes) : bytes;
        return new UprightImage(new ReaderImage(format.newReader(), checked, size, frame), Orientation.UPRIGHT);
    }

    /** Java's own decoder is not asked for its colours, and one of TwelveMonkeys only for what that does not know. */
    private static UprightImage jpeg(String where, Object file, byte[] bytes, Dimension size) throws IOException {
        JpegSegments segments = JpegSegments.of(bytes);
        int scans = segments.scans();
        if (scans > MOST_SCANS) {
            throw refused(
                    where,
                    file,
                    " is stored in " + scans + " scans; at most " + MOST_SCANS
                            + " are read, so save it again as PNG or plain JPEG");
        }
        Optional<Jpeg> usual = Jpeg.decode(bytes, segments);
        StoredImage image =
                usual.isPresent() ? usual.get() : new ReaderImage(Jpeg.otherReader(), bytes, size, new Rectangle(size));
        return new UprightImage(image, segments.orientation());
    }

    /** Does what may fail, and says of which file if it did. */
    static <T> T guarded(String where, Object file, Work<T> work) {
        try {
            return work.run();
        } catch (StackGanException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders throw all kinds of unchecked exceptions on damaged files, and wrap a lack of memory.
            throw isOfMemory(e) ? shortOfMemory(where, file, e) : damaged(where, file, e);
        } catch (OutOfMemoryError e) {
            throw shortOfMemory(where, file, e);
        }
    }

    private static boolean isOfMemory(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(OutOfMemoryError.class::isInstance);
    }

    /** Nothing is wrong with the image, so that it must not be left out as a broken one. */
    private static StackGanException shortOfMemory(String where, Object file, Throwable e) {
        return new StackGanException(
                where + ": there is not enough memory to decode the image " + Quoted.bare(file)
                        + "; give Java more (-Xmx), or scale the image down",
                e);
    }

    private static DatasetException damaged(String where, Object file, Exception e) {
        return new DatasetException(
                where + ": the image " + Quoted.bare(file) + " is damaged or of an unknown kind (" + Quoted.bare(e)
                        + "); open it in a viewer and save it again as PNG or JPEG",
                e);
    }

    private static long length(String where, Path file) {
        try {
            long length = Files.size(file);
            if (length > MOST_BYTES || !Files.isReadable(file)) {
                throw refused(
                        where,
                        file,
                        length > MOST_BYTES
                                ? " has " + length + " bytes, but at most " + MOST_BYTES + " are read; scale it down"
                                : " cannot be opened; give yourself the right to read it");
            }
            return length;
        } catch (IOException e) {
            throw new DatasetException(
                    where + ": the image " + Quoted.bare(file) + " cannot be opened: " + Quoted.bare(e)
                            + "; look whether it is there and may be read",
                    e);
        }
    }
}
