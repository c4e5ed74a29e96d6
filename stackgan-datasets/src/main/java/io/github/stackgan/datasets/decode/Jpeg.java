package io.github.stackgan.datasets.decode;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.github.stackgan.imaging.LuminanceChrominance;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;

/**
 * JPEGs as Pillow shows them: Java's decoder gives what is stored, which is made red, green and blue here. That is
 * faster than to have it done there, and colour profiles, which the releases' loaders did not know either, do not
 * matter.
 *
 * <p>Light comes of inks as red = (255 - cyan) (255 - black) / 255 and so on.
 */
final class Jpeg implements StoredImage {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] levels;
    private final Colours colours;

    /** What is stored. */
    private enum Colours {
        DIRECT,
        LUMINANCE_CHROMINANCE
    }

    private Jpeg(Raster raster, byte[] levels, Colours colours) {
        width = raster.getWidth();
        height = raster.getHeight();
        channels = raster.getNumBands();
        this.levels = levels;
        this.colours = colours;
    }

    /**
     * Decodes a file, if it is of a usual kind.
     *
     * @return nothing for those that Java's own decoder does not know; other readers may
     * @throws IOException if it is damaged
     */
    static Optional<Jpeg> decode(byte[] bytes, JpegSegments segments) throws IOException {
        TruncationListener broken = new TruncationListener();
        ImageReader reader = ImageFormat.JPEG.newReader();
        Raster raster;
        try {
            reader.addIIOReadWarningListener(broken);
            reader.setInput(new ByteArrayImageInputStream(segments.withoutExtras()), true, true);
            raster = reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            if (String.valueOf(e.getMessage()).contains("Insufficient memory")) {
                throw new OutOfMemoryError(e.getMessage());
            }
            // Another reader gets its chance, and says what is wrong if it fails as well.
            return Optional.empty();
        } finally {
            reader.dispose();
        }
        broken.check();
        return of(raster, segments);
    }

    /** The reader of JPEGs that Java's own does not know. */
    static ImageReader otherReader() throws IOException {
        return ImageFormat.spi("com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReader")
                .orElseThrow(
                        () -> new IOException("it is a JPEG of an unusual kind, for which imageio-jpeg is missing"))
                .createReaderInstance();
    }

    private static Optional<Jpeg> of(Raster raster, JpegSegments segments) {
        int channels = raster.getNumBands();
        if (!(raster.getDataBuffer() instanceof DataBufferByte data)
                || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || model.getScanlineStride() != channels * raster.getWidth()
                || channels == 2
                || channels > 4) {
            return Optional.empty();
        }
        return Optional.of(new Jpeg(raster, data.getData(), colours(channels, segments)));
    }

    /** As the Independent JPEG Group's library decides (its file libjpeg.txt, "Special color spaces"). */
    private static Colours colours(int channels, JpegSegments segments) {
        int adobe = segments.adobe();
        boolean mixed =
                switch (channels) {
                    case 3 -> segments.isJfif() || (adobe >= 0 ? adobe != 0 : !segments.isNamedRgb());
                    case 4 -> adobe == 2;
                    default -> false;
                };
        return mixed ? Colours.LUMINANCE_CHROMINANCE : Colours.DIRECT;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Optional<LuminanceChrominance> luminanceChrominance(Rectangle part) {
        return channels == 3 && colours == Colours.LUMINANCE_CHROMINANCE ? Optional.of(mixed(part)) : Optional.empty();
    }

    @Override
    public int[] pixels(Rectangle part) {
        if (channels == 1) {
            return grey(part);
        }
        int[] pixels = colours == Colours.LUMINANCE_CHROMINANCE ? mixed(part).rgb() : direct(part);
        if (channels == 4) {
            inksToLight(part, pixels);
        }
        return pixels;
    }

    private LuminanceChrominance mixed(Rectangle part) {
        return new LuminanceChrominance(levels, row(part, 0), channels, channels * width, part.height, part.width);
    }

    /** Where a row of a part begins. */
    private int row(Rectangle part, int y) {
        return ((part.y + y) * width + part.x) * channels;
    }

    private int[] grey(Rectangle part) {
        int[] pixels = new int[part.width * part.height];
        for (int y = 0, i = 0; y < part.height; y++) {
            int from = row(part, y);
            for (int x = 0; x < part.width; x++, i++) {
                pixels[i] = (levels[from + x] & 255) * 0x010101;
            }
        }
        return pixels;
    }

    private int[] direct(Rectangle part) {
        int[] pixels = new int[part.width * part.height];
        for (int y = 0, i = 0; y < part.height; y++) {
            for (int x = 0, at = row(part, y); x < part.width; x++, i++, at += channels) {
                pixels[i] = (levels[at] & 255) << 16 | (levels[at + 1] & 255) << 8 | levels[at + 2] & 255;
            }
        }
        return pixels;
    }

    /** Inks are stored upside down, 255 for none: Adobe's programs began so, and Pillow takes all for theirs. */
    private void inksToLight(Rectangle part, int[] pixels) {
        for (int y = 0, i = 0; y < part.height; y++) {
            for (int x = 0, at = row(part, y); x < part.width; x++, i++, at += channels) {
                // Of luminance and chrominance come the complements of inks.
                int inks = colours == Colours.DIRECT ? ~pixels[i] : pixels[i];
                int white = levels[at + 3] & 255;
                pixels[i] = white - part(inks >> 16 & 255, white) << 16
                        | white - part(inks >> 8 & 255, white) << 8
                        | white - part(inks & 255, white);
            }
        }
    }

    /** a b / 255, rounded. */
    private static int part(int a, int b) {
        int product = a * b + 128;
        return (product >> 8) + product >> 8;
    }
}
