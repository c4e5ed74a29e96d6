package io.github.stackgan.datasets.birds.painting;

import java.awt.geom.AffineTransform;

/**
 * How large a bird is drawn, and where: a point (x, y) of the unit square in which it is designed comes to lie at
 * (left + scale x, top + scale y) of the image.
 *
 * @param scale above 0
 * @param left from the image's left edge
 * @param top from its upper edge
 */
public record Placement(double scale, double left, double top) {
    /** As it is designed: the bird fills most of the image. */
    public static final Placement FULL = new Placement(1, 0, 0);

    /** From the unit square to an image of so many pixels. */
    AffineTransform toPixels(int side) {
        AffineTransform frame = AffineTransform.getScaleInstance(side, side);
        frame.translate(left, top);
        frame.scale(scale, scale);
        return frame;
    }
}
