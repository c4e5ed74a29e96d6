package io.github.stackgan.datasets;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.github.stackgan.imaging.LuminanceChrominance;
import io.github.stackgan.imaging.Resize;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * JPEGs as Pillow shows them: Java's decoder gives what is stored, which is made red, green and blue here. That is faster than to have
 * it done there, and colour profiles, which the releases' loaders did not know either, do not matter.
 *
 * <p>Light comes of inks as red = (255 - cyan) (255 - black) / 255 and so on.
 */
final class Jpeg {
    private static final int FIRST_FRAME = 0xc0;
    private static final int LAST_FRAME = 0xcf;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int ADOBE_LENGTH = 14;

    private static final Optional<ImageReaderSpi> DECODER = decoder();

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] levels;
    private final Colours colours;
    private final boolean adobe;

    /** What is stored. */
    private enum Colours {
        DIRECT,
        LUMINANCE_CHROMINANCE
    }

    private Jpeg(Raster raster, byte[] levels, Colours colours, boolean adobe) {
        width = raster.getWidth();
        height = raster.getHeight();
        channels = raster.getNumBands();
        this.levels = levels;
        this.colours = colours;
        this.adobe = adobe;
    }

    private static Optional<ImageReaderSpi> decoder() {
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (all.hasNext()) {
            ImageReaderSpi spi = all.next();
            if (spi.getPluginClassName().equals("com.sun.imageio.plugins.jpeg.JPEGImageReader")) {
                return Optional.of(spi);
            }
        }
        return Optional.empty();
    }

    /** Width and height as the frame's header says, or nothing if there is none before the first scan. */
    static Optional<Dimension> size(byte[] bytes) {
        for (int at = 2; at + 9 < bytes.length && bytes[at] == (byte) 0xff; ) {
            int marker = bytes[at + 1] & 255;
            if (marker == START_OF_SCAN) {
                break;
            }
            boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
            if (marker >= FIRST_FRAME && marker <= LAST_FRAME && !table) {
                return Optional.of(new Dimension(number(bytes, at + 7), number(bytes, at + 5)));
            }
            at += marker == 0xff ? 1 : 2 + number(bytes, at + 2);
        }
        return Optional.empty();
    }

    /** Two bytes, the higher first. */
    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
    }

    /**
     * Decodes a file, if it is of a usual kind.
     *
     * @return nothing for those that Java's own decoder does not know; other readers may
     * @throws IOException if it is damaged
     */
    static Optional<Jpeg> decode(byte[] bytes) throws IOException {
        if (DECODER.isEmpty()) {
            return Optional.empty();
        }
        Broken broken = new Broken();
        ImageReader reader = DECODER.get().createReaderInstance();
        Raster raster;
        try {
            reader.addIIOReadWarningListener(broken);
            reader.setInput(new ByteArrayImageInputStream(bytes), true, true);
            raster = reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            // Another reader gets its chance, and says what is wrong if it fails as well.
            return Optional.empty();
        } finally {
            reader.dispose();
        }
        broken.check();
        return of(raster, bytes);
    }

    private static Optional<Jpeg> of(Raster raster, byte[] bytes) {
        int channels = raster.getNumBands();
        if (!(raster.getDataBuffer() instanceof DataBufferByte data)
                || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || model.getScanlineStride() != channels * raster.getWidth()
                || channels == 2
                || channels > 4) {
            return Optional.empty();
        }
        boolean jfif = false;
        int adobe = -1;
        for (int at = 2; at + 4 <= bytes.length && bytes[at] == (byte) 0xff; ) {
            int marker = bytes[at + 1] & 255;
            int length = number(bytes, at + 2);
            if (marker == START_OF_SCAN) {
                break;
            }
            jfif |= marker == APP0 && begins(bytes, at + 4, "JFIF\0");
            if (marker == APP14 && length >= ADOBE_LENGTH && begins(bytes, at + 4, "Adobe")) {
                adobe = bytes[at + 15] & 255;
            }
            at += marker == 0xff ? 1 : 2 + length;
        }
        return Optional.of(new Jpeg(raster, data.getData(), colours(channels, jfif, adobe, bytes), adobe >= 0));
    }

    private static boolean begins(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As the Independent JPEG Group's library decides (its file libjpeg.txt, "Special color spaces"). */
    private static Colours colours(int channels, boolean jfif, int adobe, byte[] bytes) {
        boolean mixed =
                switch (channels) {
                    case 3 -> jfif || (adobe >= 0 ? adobe != 0 : !namedRgb(bytes));
                    case 4 -> adobe == 2;
                    default -> false;
                };
        return mixed ? Colours.LUMINANCE_CHROMINANCE : Colours.DIRECT;
    }

    /** Whether the parts of the first scan are called R, G and B. */
    private static boolean namedRgb(byte[] bytes) {
        for (int at = 2; at + 10 < bytes.length && bytes[at] == (byte) 0xff; ) {
            int marker = bytes[at + 1] & 255;
            if (marker == START_OF_SCAN) {
                return bytes[at + 5] == 'R' && bytes[at + 7] == 'G' && bytes[at + 9] == 'B';
            }
            at += marker == 0xff ? 1 : 2 + number(bytes, at + 2);
        }
        return false;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** A part of the picture, resized to a square. */
    BufferedImage square(Rectangle part, int side) {
        return channels == 3 && colours == Colours.LUMINANCE_CHROMINANCE
                ? Resize.bicubic(mixed(part), side, side)
                : Resize.bicubic(PictureReader.picture(pixels(part), part.width, part.height), side, side);
    }

    /** The picture whole, as rows of 0xRRGGBB. */
    int[] pixels() {
        return pixels(new Rectangle(width, height));
    }

    private int[] pixels(Rectangle part) {
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

    /** Adobe's programs store inks upside down: 255 is no ink. */
    private void inksToLight(Rectangle part, int[] pixels) {
        int turn = adobe ? 255 : 0;
        for (int y = 0, i = 0; y < part.height; y++) {
            for (int x = 0, at = row(part, y); x < part.width; x++, i++, at += channels) {
                // Of luminance and chrominance come the complements of inks.
                int inks = (colours == Colours.DIRECT ? pixels[i] : ~pixels[i]) ^ turn * 0x010101;
                int white = 255 - (levels[at + 3] & 255 ^ turn);
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
