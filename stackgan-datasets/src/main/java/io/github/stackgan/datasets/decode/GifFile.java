package io.github.stackgan.datasets.decode;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.Optional;

/**
 * Where the first image of a GIF lies on its screen. What of the screen it leaves free is transparent; where it goes
 * beyond the screen, the screen grows.
 *
 * @param screen its size
 * @param frame the first image
 */
record GifFile(Dimension screen, Rectangle frame) {
    private static final int HEAD = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;

    /** Reads as far as the first image's place; nothing if the bytes end before or make no sense. */
    static Optional<GifFile> of(byte[] bytes) {
        if (bytes.length < HEAD) {
            return Optional.empty();
        }
        int flags = bytes[10];
        int at = HEAD + ((flags & 128) == 0 ? 0 : 3 << (flags & 7) + 1);
        while (at + 1 < bytes.length && bytes[at] == EXTENSION) {
            at += 2;
            while (at < bytes.length && bytes[at] != 0) {
                at += 1 + (bytes[at] & 255);
            }
            at++;
        }
        if (at + 10 > bytes.length || bytes[at] != IMAGE) {
            return Optional.empty();
        }
        Rectangle frame = new Rectangle(
                number(bytes, at + 1), number(bytes, at + 3), number(bytes, at + 5), number(bytes, at + 7));
        return Optional.of(new GifFile(new Dimension(number(bytes, 6), number(bytes, 8)), frame));
    }

    /** Two bytes, the lower first. */
    private static int number(byte[] bytes, int at) {
        return bytes[at] & 255 | (bytes[at + 1] & 255) << 8;
    }

    /** What is seen: the screen, with the whole first image on it; nothing if that has no pixels. */
    Dimension size() {
        if (frame.isEmpty()) {
            return frame.getSize();
        }
        return new Dimension(
                Math.max(screen.width, frame.x + frame.width), Math.max(screen.height, frame.y + frame.height));
    }
}
