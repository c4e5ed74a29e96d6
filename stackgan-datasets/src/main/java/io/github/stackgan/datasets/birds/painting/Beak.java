package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.BeakLength;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.BeakShape;
import java.awt.geom.Path2D;

/**
 * The outlines of a beak, in the coordinates of {@link BirdShape}.
 *
 * @param x of its root
 * @param y of its middle there
 * @param length from the root to the tip
 * @param depth of each mandible at the root
 * @param droop how far the tip lies below the middle
 * @param arch how far the upper edge bends
 */
record Beak(double x, double y, double length, double depth, double droop, double arch) {
    static Beak of(BirdAttributes bird, BirdShape shape) {
        double head = shape.head();
        double length = 0.16 * head + (bird.beakLength() == BeakLength.SHORT ? 0.062 : 0.135);
        return new Beak(
                shape.headX() + 0.84 * head,
                shape.headY() + 0.1 * head,
                length,
                head * (bird.beakShape() == BeakShape.THICK ? 0.43 : 0.25),
                bird.beakShape() == BeakShape.CURVED ? 0.04 + 0.16 * length : 0.004,
                bird.beakShape() == BeakShape.CURVED ? 0.9 : 0.62);
    }

    Path2D lower() {
        Path2D lower = new Path2D.Double();
        lower.moveTo(x, y);
        lower.quadTo(x + 0.55 * length, y + 0.1 * droop, x + 0.96 * length, y + droop);
        lower.quadTo(x + 0.5 * length, y + 0.72 * depth + 0.3 * droop, x, y + 0.85 * depth);
        lower.closePath();
        return lower;
    }

    Path2D upper() {
        Path2D upper = new Path2D.Double();
        upper.moveTo(x, y - depth);
        upper.quadTo(x + 0.6 * length, y - arch * depth, x + length, y + droop);
        upper.quadTo(x + 0.55 * length, y + 0.1 * droop, x, y + 0.12 * depth);
        upper.closePath();
        return upper;
    }
}
