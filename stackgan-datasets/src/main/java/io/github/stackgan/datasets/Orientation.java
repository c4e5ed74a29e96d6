package io.github.stackgan.datasets;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** How a camera was held, as JPEGs tell in their EXIF part; the numbers are those of the TIFF 6.0 specification, page 36. */
enum Orientation {
    /** The first row is at the top, the first column at the left. */
    UPRIGHT,
    /** The first column is at the right. */
    MIRRORED,
    /** Upside down. */
    TURNED_180,
    /** The first row is at the bottom. */
    MIRRORED_180,
    /** The first row is at the left, the first column at the top. */
    TRANSPOSED,
    /** The first row is at the right, the first column at the top. */
    TURNED_RIGHT,
    /** The first row is at the right, the first column at the bottom. */
    TRANSPOSED_180,
    /** The first row is at the left, the first column at the bottom. */
    TURNED_LEFT;

    /** Most JPEGs of larger EXIF parts hold a small second picture in them, which is not looked at. */
    private static final int LONGEST_EXIF = 1 << 16;

    /** A picture with an EXIF part that cannot be read is shown as it is, as every viewer does. */
    static Orientation of(byte[] jpeg) {
        try (ImageInputStream in = new ByteArrayImageInputStream(jpeg)) {
            List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
            return segments.isEmpty() ? UPRIGHT : of(segments.get(0));
        } catch (IOException | RuntimeException e) {
            return UPRIGHT;
        }
    }

    private static Orientation of(JPEGSegment segment) throws IOException {
        try (InputStream data = segment.data()) {
            // A byte that makes the name's length even.
            byte[] exif = data.skip(1) == 1 ? data.readNBytes(LONGEST_EXIF) : new byte[0];
            Entry entry =
                    new TIFFReader().read(new ByteArrayImageInputStream(exif)).getEntryById(TIFF.TAG_ORIENTATION);
            int number = entry != null && entry.getValue() instanceof Number n ? n.intValue() : 1;
            return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
        }
    }

    boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** Turns rows of 0xRRGGBB. */
    int[] upright(int[] pixels, int width, int height) {
        if (this == UPRIGHT) {
            return pixels;
        }
        int across = swapsSides() ? height : width;
        int[] result = new int[pixels.length];
        for (int i = 0; i < result.length; i++) {
            int x = i % across;
            int y = i / across;
            int from =
                    switch (this) {
                        case UPRIGHT -> i;
                        case MIRRORED -> y * width + width - 1 - x;
                        case TURNED_180 -> (height - 1 - y) * width + width - 1 - x;
                        case MIRRORED_180 -> (height - 1 - y) * width + x;
                        case TRANSPOSED -> x * width + y;
                        case TURNED_RIGHT -> (height - 1 - x) * width + y;
                        case TRANSPOSED_180 -> (height - 1 - x) * width + width - 1 - y;
                        case TURNED_LEFT -> x * width + width - 1 - y;
                    };
            result[i] = pixels[from];
        }
        return result;
    }
}
