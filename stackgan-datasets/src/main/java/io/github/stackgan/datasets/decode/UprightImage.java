package io.github.stackgan.datasets.decode;

import io.github.stackgan.imaging.ImageRows;
import io.github.stackgan.imaging.LuminanceChrominance;
import io.github.stackgan.imaging.Resize;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** A stored image as it is seen. */
record UprightImage(StoredImage stored, Orientation orientation) implements AutoCloseable {
    /** The resizing asks for up to as many rows at a time. */
    private static final int STRIP = 64;

    int width() {
        return orientation.swapsSides() ? stored.height() : stored.width();
    }

    int height() {
        return orientation.swapsSides() ? stored.width() : stored.height();
    }

    private int[] pixels(Rectangle part) throws IOException {
        Rectangle lying = orientation.stored(part, stored.width(), stored.height());
        return orientation.upright(stored.pixels(lying), lying.width, lying.height);
    }

    /** The whole image, of type INT_RGB. */
    BufferedImage whole() throws IOException {
        return ImageDecoder.image(pixels(new Rectangle(width(), height())), width(), height());
    }

    /** A part, resized to a square. */
    BufferedImage square(Rectangle part, int side) throws IOException {
        Optional<LuminanceChrominance> direct =
                orientation == Orientation.UPRIGHT ? stored.luminanceChrominance(part) : Optional.empty();
        if (direct.isPresent()) {
            return Resize.bicubic(direct.get(), side, side);
        }
        if ((long) part.width * part.height <= ReaderImage.LARGE) {
            return Resize.bicubic(ImageDecoder.image(pixels(part), part.width, part.height), side, side);
        }
        return Resize.bicubic(new Parts(this, part), part.height, part.width, side, side);
    }

    @Override
    public void close() {
        stored.close();
    }

    /** A large part, a band of rows at a time. */
    private static final class Parts implements ImageRows {
        private final UprightImage image;
        private final Rectangle part;
        private final int bandHeight;
        private int top;
        private int bottom;
        private int[] band = new int[0];

        Parts(UprightImage image, Rectangle part) {
            this.image = image;
            this.part = part;
            bandHeight = Math.max(1, image.stored.pixelsAtATime() / part.width / STRIP) * STRIP;
        }

        @Override
        public int[] rows(int from, int count) {
            if (from + count > bottom) {
                top = from;
                bottom = Math.min(part.height, from + bandHeight);
                band = new int[0];
                try {
                    band = image.pixels(new Rectangle(part.x, part.y + top, part.width, bottom - top));
                } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                }
            }
            return Arrays.copyOfRange(band, (from - top) * part.width, (from - top + count) * part.width);
        }
    }
}
