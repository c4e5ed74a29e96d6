package io.github.stackgan.datasets;

import io.github.stackgan.datasets.ImageEntry.Box;
import java.awt.Rectangle;
import java.util.List;

/** What of an oblong image becomes the square that is trained on. Their order is part of fingerprints. */
enum CropPolicy {
    /** The middle square; the rest is cut off. */
    MIDDLE_SQUARE,
    /** The whole image, stretched; what both releases do with flowers and COCO. */
    STRETCHED,
    /**
     * About the first box: the square of half-side 0.75 * max(width, height) about its centre, clipped to the image and
     * then stretched: the TensorFlow release's crop for CUB, in which the box's longer side takes two thirds or more
     * (the paper, section 4.1, speaks of ratios above 0.75). The middle square where there is no box.
     */
    AROUND_BOX;

    private static final double HALF_SIDE = 0.75;

    Rectangle of(int width, int height, List<Box> boxes) {
        return switch (this) {
            case STRETCHED -> new Rectangle(width, height);
            case MIDDLE_SQUARE -> middle(width, height);
            case AROUND_BOX -> boxes.isEmpty() ? middle(width, height) : around(boxes.get(0), width, height);
        };
    }

    private static Rectangle middle(int width, int height) {
        int side = Math.min(width, height);
        return new Rectangle((width - side) / 2, (height - side) / 2, side, side);
    }

    /** Cut to whole pixels where the release does. */
    private static Rectangle around(Box box, int width, int height) {
        int half = (int) (Math.max(box.width(), box.height()) * HALF_SIDE);
        int x = (int) ((2 * box.x() + box.width()) / 2);
        int y = (int) ((2 * box.y() + box.height()) / 2);
        Rectangle crop =
                new Rectangle(x - half, y - half, 2 * half, 2 * half).intersection(new Rectangle(width, height));
        return crop.isEmpty() ? middle(width, height) : crop;
    }
}
