package io.github.stackgan;

import io.github.stackgan.checks.Quoted;
import io.github.stackgan.settings.LocationSettings.LostPoints;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Experimental: where in an image its subject stands: in a box, or with its parts at given points (Reed et al., NIPS
 * 2016). All numbers are fractions of the image, from its left and its upper edge: 0 is that edge, 1 the opposite one.
 *
 * @since 0.1.0
 */
public sealed interface Location {
    /** Anywhere. */
    record None() implements Location {
        @Override
        public None mirrored() {
            return this;
        }

        @Override
        public None cropped(double left, double top, double side, LostPoints lost) {
            return this;
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * In a box.
     *
     * @param left of its left edge, at least 0
     * @param top of its upper edge, at least 0
     * @param width above 0; the right edge is at most at 1
     * @param height above 0; the lower edge is at most at 1
     */
    record Box(double left, double top, double width, double height) implements Location {
        /** Of sums of decimal fractions, as 0.9 + 0.1. */
        private static final double ROUNDING = 1e-9;

        /** What a box keeps of its width and height, at least, when an image is cut: half a pixel of 128. */
        static final double SLIVER = 1.0 / 256;

        /** Refuses boxes of no area, outside of the image, or of no numbers. */
        public Box {
            boolean inside = left >= 0 && top >= 0 && left + width <= 1 + ROUNDING && top + height <= 1 + ROUNDING;
            if (!(inside && width > 0 && height > 0)) {
                throw new IllegalArgumentException("The box of left " + left + ", top " + top + ", width " + width
                        + ", height " + height + " must have a width and height above 0 and lie inside of the image,"
                        + " from 0 to 1; such as 0.1, 0.2, 0.5, 0.5");
            }
        }

        @Override
        public Box mirrored() {
            return new Box(Math.max(0, 1 - left - width), top, width, height);
        }

        @Override
        public Box cropped(double cutLeft, double cutTop, double side, LostPoints lost) {
            double[] across = cut(left, width, cutLeft, side);
            double[] down = cut(top, height, cutTop, side);
            return new Box(across[0], down[0], across[1], down[1]);
        }

        /** Start and length of what is left of an interval, in fractions of the cut. */
        private static double[] cut(double start, double length, double cutStart, double side) {
            double from = Math.min(1 - SLIVER, Math.max(0, (start - cutStart) / side));
            double to = Math.min(1, Math.max(from + SLIVER, (start + length - cutStart) / side));
            return new double[] {from, to - from};
        }

        /**
         * How much two boxes have in common: the area of their intersection as a part of that of their union.
         *
         * @param other any box
         * @return from 0 for boxes apart to 1 for the same box
         */
        public double overlap(Box other) {
            double across = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
            double down = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
            double common = Math.max(0, across) * Math.max(0, down);
            return Math.min(1, common / (width * height + other.width * other.height - common));
        }
    }

    /**
     * With parts at points; parts that are not named are not seen.
     *
     * @param points name and place, of any number of parts
     */
    record KeyPoints(Map<String, Point> points) implements Location {
        /** Copies the points, in the order of their names. */
        public KeyPoints {
            points = Collections.unmodifiableMap(new TreeMap<>(points));
            points.forEach((name, point) -> point.requireInside(name));
        }

        @Override
        public KeyPoints mirrored() {
            return new KeyPoints(points.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            e -> new Point(1 - e.getValue().x(), e.getValue().y()))));
        }

        @Override
        public KeyPoints cropped(double left, double top, double side, LostPoints lost) {
            Map<String, Point> seen = new TreeMap<>();
            points.forEach((name, point) -> {
                Point moved = new Point((point.x() - left) / side, (point.y() - top) / side);
                if (moved.isInside() || lost == LostPoints.AT_EDGE) {
                    seen.put(name, moved.nearestInside());
                }
            });
            return new KeyPoints(seen);
        }
    }

    /**
     * A place in an image.
     *
     * @param x from 0 at the left edge to 1 at the right
     * @param y from 0 at the upper edge to 1 at the lower
     */
    record Point(double x, double y) {
        private boolean isInside() {
            return x >= 0 && x <= 1 && y >= 0 && y <= 1;
        }

        private Point nearestInside() {
            return new Point(Math.max(0, Math.min(1, x)), Math.max(0, Math.min(1, y)));
        }

        private void requireInside(String name) {
            if (!isInside()) {
                throw new IllegalArgumentException("The key point " + Quoted.of(name) + " is at " + x + ", " + y
                        + ", but must lie inside of the image, from 0 to 1");
            }
        }
    }

    /**
     * Anywhere.
     *
     * @return no location
     */
    static None none() {
        return new None();
    }

    /**
     * The location in the image with left and right exchanged. Names stay with their points: a mirrored bird's left
     * eye is still called so, as in the authors' release.
     *
     * @return of the same kind
     */
    Location mirrored();

    /**
     * The location in a square that is cut out of the image. A box is clipped, and keeps a sliver at the edge of an
     * image that it is not in.
     *
     * @param left of the square, as a fraction of the image
     * @param top of the square
     * @param side of the square, above 0
     * @param lost what becomes of points outside of it
     * @return of the same kind
     */
    Location cropped(double left, double top, double side, LostPoints lost);
}
