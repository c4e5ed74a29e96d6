package io.github.stackgan.datasets;

import io.github.stackgan.Location;
import java.awt.Rectangle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of an image that is shown, stretched to a square; turns places in pixels to fractions of it.
 *
 * @param shown in pixels of the whole image
 */
record ShownFrame(Rectangle shown) {
    private double across(double x) {
        return Math.max(0, Math.min(1, (x - shown.x) / shown.width));
    }

    private double down(double y) {
        return Math.max(0, Math.min(1, (y - shown.y) / shown.height));
    }

    /** What is shown of a box; empty if that is nothing. */
    Optional<Location.Box> box(ImageEntry.Box box) {
        double left = across(box.x());
        double top = down(box.y());
        double width = across(box.x() + box.width()) - left;
        double height = down(box.y() + box.height()) - top;
        return width > 0 && height > 0 ? Optional.of(new Location.Box(left, top, width, height)) : Optional.empty();
    }

    /** The points that are shown. */
    Location.KeyPoints keyPoints(List<ImageEntry.KeyPoint> points) {
        Map<String, Location.Point> seen = new TreeMap<>();
        for (ImageEntry.KeyPoint point : points) {
            if (shown.contains(point.x(), point.y())) {
                seen.put(point.part(), new Location.Point(across(point.x()), down(point.y())));
            }
        }
        return new Location.KeyPoints(seen);
    }
}
