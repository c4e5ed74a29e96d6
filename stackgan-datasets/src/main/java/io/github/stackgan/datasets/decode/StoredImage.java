package io.github.stackgan.datasets.decode;

import io.github.stackgan.imaging.LuminanceChrominance;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.Optional;

/**
 * An image as its file stores it, which may lie on its side; it is decoded already, or in parts when they are asked
 * for.
 */
interface StoredImage extends AutoCloseable {
    int width();

    int height();

    /**
     * A part of the image.
     *
     * @param part within it
     * @return rows of 0xRRGGBB (part.height x part.width), on white
     * @throws IOException if the image, anywhere in it, is damaged
     */
    int[] pixels(Rectangle part) throws IOException;

    /** The part without a change of colours, if it is stored as luminance and chrominance. */
    default Optional<LuminanceChrominance> luminanceChrominance(Rectangle part) {
        return Optional.empty();
    }

    /** How many pixels are best asked for at a time, where all are too many. */
    default int pixelsAtATime() {
        return 1 << 20;
    }

    /** Decodes to the end, if that is not done, and keeps nothing. */
    default void requireWhole() throws IOException {}

    @Override
    default void close() {}
}
