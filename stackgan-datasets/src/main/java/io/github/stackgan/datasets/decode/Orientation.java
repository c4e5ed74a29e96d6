package io.github.stackgan.datasets.decode;

import java.awt.Rectangle;

/**
 * How a camera was held, as images tell in their EXIF part; the numbers are those of the TIFF 6.0 specification, page
 * 36.
 */
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

    /** The orientation of a number in an EXIF part; other numbers than 1 to 8 mean nothing. */
    static Orientation numbered(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
    }

    boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** Where a part of the upright image lies in the stored one, which has the width and height given. */
    Rectangle stored(Rectangle part, int width, int height) {
        Rectangle lying = swapsSides() ? new Rectangle(part.y, part.x, part.height, part.width) : new Rectangle(part);
        if (this == MIRRORED || this == TURNED_180 || this == TRANSPOSED_180 || this == TURNED_LEFT) {
            lying.x = width - lying.x - lying.width;
        }
        if (this == TURNED_180 || this == MIRRORED_180 || this == TURNED_RIGHT || this == TRANSPOSED_180) {
            lying.y = height - lying.y - lying.height;
        }
        return lying;
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
