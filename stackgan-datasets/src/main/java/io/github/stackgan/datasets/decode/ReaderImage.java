package io.github.stackgan.datasets.decode;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.github.stackgan.imaging.Levels;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * An image that a reader of Java's kind decodes, white around it if it does not fill its screen. Up to {@link #LARGE}
 * pixels it is decoded at once; of larger ones only the part that is asked for is kept, for which they are decoded
 * from their beginning again.
 */
final class ReaderImage implements StoredImage {
    /** Pixels that are in memory at a time, in up to 8 bytes each as they are stored and 4 as red, green and blue. */
    static final int LARGE = 1 << 24;

    private static final int WHITE = 0xffffff;

    private final ImageReader reader;
    private final Dimension screen;
    private final Rectangle frame;
    private boolean whole;

    /**
     * Decodes nothing yet.
     *
     * @param reader is disposed of when this is closed
     * @param bytes the file
     * @param screen the size
     * @param frame where on it the reader's image lies
     */
    ReaderImage(ImageReader reader, byte[] bytes, Dimension screen, Rectangle frame) {
        this.reader = reader;
        this.screen = screen;
        this.frame = frame;
        reader.setInput(new ByteArrayImageInputStream(bytes), false, true);
    }

    @Override
    public int width() {
        return screen.width;
    }

    @Override
    public int height() {
        return screen.height;
    }

    @Override
    public int[] pixels(Rectangle part) throws IOException {
        Rectangle seen = part.intersection(frame);
        Rectangle decoded = (long) frame.width * frame.height > LARGE ? seen : frame;
        if (!whole && !decoded.equals(frame)) {
            requireWhole();
        }
        int[] pixels = decoded.isEmpty() ? new int[0] : Levels.onWhite(decoded(decoded));
        whole = true;
        if (part.equals(decoded)) {
            return pixels;
        }
        int[] result = new int[part.width * part.height];
        Arrays.fill(result, WHITE);
        // Beside the frame an intersection has negative sizes.
        for (int y = seen.y; !seen.isEmpty() && y < seen.y + seen.height; y++) {
            int from = (y - decoded.y) * decoded.width + seen.x - decoded.x;
            System.arraycopy(pixels, from, result, (y - part.y) * part.width + seen.x - part.x, seen.width);
        }
        return result;
    }

    @Override
    public int pixelsAtATime() {
        return LARGE;
    }

    /** Of PNGs and GIFs the last row is not decoded before all others are; BMPs are known to be whole. */
    @Override
    public void requireWhole() throws IOException {
        if (!whole) {
            decoded(new Rectangle(frame.x, frame.y + frame.height - 1, frame.width, 1));
            whole = true;
        }
    }

    private BufferedImage decoded(Rectangle part) throws IOException {
        TruncationListener broken = new TruncationListener();
        reader.addIIOReadWarningListener(broken);
        ImageReadParam settings = reader.getDefaultReadParam();
        if (!part.equals(frame)) {
            settings.setSourceRegion(new Rectangle(part.x - frame.x, part.y - frame.y, part.width, part.height));
        }
        BufferedImage image = reader.read(0, settings);
        reader.removeIIOReadWarningListener(broken);
        broken.check();
        return image;
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
