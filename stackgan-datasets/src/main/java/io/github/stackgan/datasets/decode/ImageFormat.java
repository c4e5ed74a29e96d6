package io.github.stackgan.datasets.decode;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The formats that are read. What a file is, its first bytes tell, not the ending of its name; and readers that an
 * application has added to Java make no difference.
 */
enum ImageFormat {
    JPEG("com.sun.imageio.plugins.jpeg.JPEGImageReader", "\u00ff\u00d8"),
    PNG("com.sun.imageio.plugins.png.PNGImageReader", "\u0089PNG\r\n\u001a\n"),
    GIF("com.sun.imageio.plugins.gif.GIFImageReader", "GIF87a", "GIF89a"),
    BMP("com.sun.imageio.plugins.bmp.BMPImageReader", "BM");

    /** The formats, for messages. */
    static final String NAMES = "PNG, JPEG, GIF or BMP";

    /** The bytes that tell which format a file is of, at its beginning. */
    static final int HEAD = 64;

    /** Formats that people have images in and that are not read; a point stands for any byte. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("II[*+]\0", "a TIFF image"),
            Map.entry("MM\0[*+]", "a TIFF image"),
            Map.entry("RIFF....WEBP", "a WebP image"),
            Map.entry("....ftyp(hei|hev|mif1|msf1)", "a HEIC image"),
            Map.entry("....ftypavi[fs]", "an AVIF image"),
            Map.entry("\0\0\0\u000cjP  |\u00ff\u004f\u00ff\u0051", "a JPEG 2000 image"),
            Map.entry("\u00ff\n|\0\0\0\u000cJXL ", "a JPEG XL image"),
            Map.entry("8BPS", "a Photoshop image"),
            Map.entry("\0\0[\u0001\u0002]\0", "an icon"),
            Map.entry("P[1-7f]\\s", "a Netpbm image"),
            Map.entry("(<\\?xml.*)?<svg", "an SVG drawing"),
            Map.entry("qoif", "a QOI image"),
            Map.entry("v/1\u0001", "an OpenEXR image"),
            Map.entry("%PDF", "a PDF document"),
            Map.entry("PK\u0003\u0004", "a ZIP archive"));

    private final Optional<ImageReaderSpi> spi;
    private final String[] beginnings;

    ImageFormat(String reader, String... beginnings) {
        spi = spi(reader);
        this.beginnings = beginnings;
    }

    /** The format of a file that is read. */
    static Optional<ImageFormat> of(byte[] bytes) {
        String head = head(bytes);
        for (ImageFormat format : values()) {
            for (String beginning : format.beginnings) {
                if (head.startsWith(beginning)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }

    /** What a file that is not read is instead, and what to do; it ends the sentence that the file's name begins. */
    static String instead(byte[] bytes) {
        String head = head(bytes);
        String text = head.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            return " is a web page, not an image: a download that went wrong; download it again";
        }
        if (text.startsWith("version https://git-lfs")) {
            return " is a git-LFS pointer, not the image itself; run \"git lfs pull\" where it came from";
        }
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (Pattern.compile(other.getKey(), Pattern.DOTALL).matcher(head).lookingAt()) {
                return " is " + other.getValue() + ", which is not read; expected " + NAMES + ", so convert it to PNG";
            }
        }
        return (bytes.length == 0 ? " is empty" : " is not an image that Java can read") + "; expected " + NAMES;
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
    }

    /**
     * Width and height, before any pixel is decoded.
     *
     * @param bytes of the file, from its beginning, not necessarily all
     * @return nothing if they are not told in those bytes
     */
    Optional<Dimension> size(byte[] bytes) {
        return switch (this) {
            case JPEG -> JpegSegments.of(bytes).size();
            case PNG -> PngFile.size(bytes);
            case GIF -> GifFile.of(bytes).map(GifFile::size);
            case BMP -> BmpFile.size(bytes);
        };
    }

    /** Java's own reader of the format. */
    ImageReader newReader() throws IOException {
        return spi.orElseThrow(() -> new IOException("this Java has no reader of " + this + ", which it should"))
                .createReaderInstance();
    }

    /** The provider of a reader, as it is registered; some do not work otherwise. */
    static Optional<ImageReaderSpi> spi(String reader) {
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (all.hasNext()) {
            ImageReaderSpi spi = all.next();
            if (spi.getPluginClassName().equals(reader)) {
                return Optional.of(spi);
            }
        }
        return Optional.empty();
    }
}
