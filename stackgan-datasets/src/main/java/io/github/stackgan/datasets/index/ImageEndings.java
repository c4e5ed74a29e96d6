package io.github.stackgan.datasets.index;

import java.util.Locale;
import java.util.Set;

/**
 * The endings of file names that mean an image. Whether an image can be read is decided by its content alone, so
 * endings of kinds that are not read stand here too: such images are listed as problems, not passed over.
 */
public final class ImageEndings {
    private static final Set<String> ENDINGS = Set.of(
            // Read: PNG, JPEG, GIF, BMP.
            "png",
            "apng",
            "jpg",
            "jpeg",
            "jpe",
            "jfif",
            "jfi",
            "jif",
            "gif",
            "bmp",
            "dib",
            // Others that people have beside their captions.
            "webp",
            "tif",
            "tiff",
            "avif",
            "heic",
            "heif",
            "jxl",
            "jp2",
            "j2k",
            "jpf",
            "jpx",
            "svg",
            "svgz",
            "ico",
            "tga",
            "ppm",
            "pgm",
            "pbm",
            "pnm",
            "psd",
            "xcf",
            "dds",
            "exr",
            "hdr",
            "wbmp",
            "pcx",
            "raw",
            "dng",
            "cr2",
            "cr3",
            "nef",
            "arw",
            "orf",
            "rw2");

    private ImageEndings() {}

    public static boolean has(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot >= 0 && ENDINGS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** A name without the ending, if it is one of an image. */
    public static String without(String fileName) {
        return has(fileName) ? fileName.substring(0, fileName.lastIndexOf('.')) : fileName;
    }
}
