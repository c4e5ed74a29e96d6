package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import java.awt.Shape;
import java.awt.geom.Path2D;

/**
 * The outlines of a bird that looks right, in coordinates where the image is the unit square, y goes down and the feet
 * stand at {@link #FEET}.
 *
 * @param headX middle of the head
 * @param headY middle of the head
 * @param head radius of the head
 * @param plump how far the breast and belly stand out, about 0
 * @param droop how far the wing hangs, about 0
 * @param lift how far the tail is raised, about 0
 */
record BirdShape(double headX, double headY, double head, double plump, double droop, double lift) {
    static final double FEET = 0.9;

    /** Where the wing is joined, and its direction to the tip; the wing's surface is laid out along it. */
    static final double SHOULDER_X = 0.635;

    static final double SHOULDER_Y = 0.455;

    /** Where the tail's feathers come from. */
    static final double RUMP_X = 0.235;

    static final double RUMP_Y = 0.655;

    /** Trunk and head; long because it is a table of points, from the forehead over the back to the throat. */
    Shape trunk() {
        double p = plump;
        double mx = headX - 0.67;
        double my = headY - 0.27;
        double[] points = {
            headX + 0.95 * head,
            headY - 0.16 * head,
            headX + 0.66 * head,
            headY - 0.77 * head,
            headX + 0.03 * head,
            headY - 1.02 * head,
            headX - 0.70 * head,
            headY - 0.74 * head,
            headX - 1.03 * head,
            headY - 0.02 * head,
            headX - 1.12 * head,
            headY + 0.6 * head,
            0.435 + 0.4 * mx,
            0.42 + 0.3 * my,
            0.33 + 0.2 * mx,
            0.51,
            0.23,
            0.605 - 0.1 * lift,
            0.165,
            0.655 - 0.4 * lift,
            0.19,
            0.735 - 0.3 * lift,
            0.3,
            0.775 + 0.3 * p,
            0.42,
            0.803 + 0.6 * p,
            0.55,
            0.797 + 0.6 * p,
            0.675 + 0.5 * p,
            0.735 + 0.5 * p,
            0.765 + p + 0.2 * mx,
            0.615,
            0.785 + 0.9 * p + 0.5 * mx,
            0.5 + 0.4 * my,
            headX + 0.82 * head,
            headY + 0.92 * head,
            headX + 0.86 * head,
            headY + 0.42 * head,
        };
        return closed(points);
    }

    /** The folded wing. */
    Shape wing() {
        double d = droop;
        double[] points = {
            0.645, 0.485,
            0.6, 0.425,
            0.52, 0.425,
            0.41, 0.487,
            0.28, 0.59 + 0.3 * d,
            0.14, 0.70 + 0.8 * d,
            0.095, 0.745 + d,
            0.19, 0.738 + d,
            0.32, 0.715 + d,
            0.43, 0.708 + 0.8 * d,
            0.53, 0.675 + 0.6 * d,
            0.615, 0.595 + 0.3 * d,
        };
        return closed(points);
    }

    /** The tail: a fan from the rump. */
    Shape tail(BirdAttributes.Tail form) {
        double length = form == BirdAttributes.Tail.SHORT ? 0.19 : 0.31;
        double spread = form == BirdAttributes.Tail.FORKED ? 0.36 : 0.24;
        double notch = form == BirdAttributes.Tail.FORKED ? 0.52 : 0.93;
        double middle = tailAngle();
        Path2D path = new Path2D.Double();
        path.moveTo(0.3, 0.6);
        ray(path, middle + 0.9 * spread, 0.62 * length, middle + spread, length);
        ray(path, middle + 0.7 * spread, 0.98 * length, middle + 0.5 * spread, (0.3 + 0.68 * notch) * length);
        ray(path, middle, notch * length, middle - 0.5 * spread, (0.3 + 0.68 * notch) * length);
        ray(path, middle - 0.7 * spread, 0.98 * length, middle - spread, length);
        ray(path, middle - 0.9 * spread, 0.62 * length, middle - 1.1 * spread, 0.25 * length);
        path.lineTo(0.33, 0.72);
        path.closePath();
        return path;
    }

    /** The direction of the tail: down from straight back. */
    double tailAngle() {
        return 0.34 - 3 * lift;
    }

    private static void ray(Path2D path, double viaAngle, double via, double angle, double length) {
        path.quadTo(
                RUMP_X - via * Math.cos(viaAngle),
                RUMP_Y + via * Math.sin(viaAngle),
                RUMP_X - length * Math.cos(angle),
                RUMP_Y + length * Math.sin(angle));
    }

    /** A smooth closed line through points (Catmull-Rom). */
    static Shape closed(double[] xy) {
        int n = xy.length / 2;
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 0; i < n; i++) {
            int before = 2 * ((i + n - 1) % n);
            int from = 2 * i;
            int to = 2 * ((i + 1) % n);
            int after = 2 * ((i + 2) % n);
            path.curveTo(
                    xy[from] + (xy[to] - xy[before]) / 6,
                    xy[from + 1] + (xy[to + 1] - xy[before + 1]) / 6,
                    xy[to] - (xy[after] - xy[from]) / 6,
                    xy[to + 1] - (xy[after + 1] - xy[from + 1]) / 6,
                    xy[to],
                    xy[to + 1]);
        }
        path.closePath();
        return path;
    }
}
