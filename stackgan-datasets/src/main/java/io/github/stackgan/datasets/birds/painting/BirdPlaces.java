package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.Location;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a bird stands in its image, and where its parts are, by the outlines that it is drawn by; all in fractions of
 * the image. Parts have the names of CUB-200-2011, and are known as far as the side shows that the bird turns to us.
 */
public final class BirdPlaces {
    private static final double FLATNESS = 1e-4;

    /** Of the legs, with toes and claws. */
    private static final Rectangle2D LEGS = new Rectangle2D.Double(0.41, 0.74, 0.2, 0.187);

    private final BirdAttributes bird;
    private final Pose pose;

    BirdPlaces(BirdAttributes bird, Pose pose) {
        this.bird = bird;
        this.pose = pose;
    }

    /** A box about all of the bird, as far as it lies in the image. */
    public Location.Box box() {
        Rectangle2D shown = extent().createIntersection(new Rectangle2D.Double(0, 0, 1, 1));
        return new Location.Box(shown.getX(), shown.getY(), shown.getWidth(), shown.getHeight());
    }

    /** All of the bird, wherever the image ends. */
    public Rectangle2D extent() {
        Rectangle2D all = bounds(LEGS, pose.stand());
        BirdShape shape = pose.shape();
        Beak beak = Beak.of(bird, shape);
        for (Shape part : List.of(shape.tail(bird.tail()), shape.trunk(), shape.wing(), beak.lower(), beak.upper())) {
            all.add(bounds(part, pose.lean()));
        }
        return all;
    }

    private static Rectangle2D bounds(Shape shape, AffineTransform transform) {
        PathIterator path = new FlatteningPathIterator(shape.getPathIterator(transform), FLATNESS);
        double[] at = new double[6];
        path.currentSegment(at);
        Rectangle2D bounds = new Rectangle2D.Double(at[0], at[1], 0, 0);
        for (; !path.isDone(); path.next()) {
            if (path.currentSegment(at) != PathIterator.SEG_CLOSE) {
                bounds.add(at[0], at[1]);
            }
        }
        return bounds;
    }

    /** The parts that are seen and lie in the image. */
    public Location.KeyPoints keyPoints() {
        BirdShape shape = pose.shape();
        Beak beak = Beak.of(bird, shape);
        double head = shape.head();
        double x = shape.headX();
        double y = shape.headY();
        double tail = bird.tail() == BirdAttributes.Tail.SHORT ? 0.17 : 0.28;
        String near = pose.facesLeft() ? "left " : "right ";
        String far = pose.facesLeft() ? "right " : "left ";
        Map<String, Location.Point> points = new TreeMap<>();
        put(points, "beak", pose.lean(), beak.x() + beak.length(), beak.y() + beak.droop());
        put(points, "forehead", pose.lean(), x + 0.8 * head, y - 0.5 * head);
        put(points, "crown", pose.lean(), x + 0.03 * head, y - 0.95 * head);
        put(points, "nape", pose.lean(), x - 0.95 * head, y + 0.1 * head);
        put(points, "throat", pose.lean(), x + 0.75 * head, y + 0.75 * head);
        put(points, near + "eye", pose.lean(), x + 0.4 * head, y - 0.06 * head);
        put(points, "back", pose.lean(), 0.43, 0.45);
        put(points, "breast", pose.lean(), 0.74, 0.57);
        put(points, "belly", pose.lean(), 0.54, 0.76);
        put(points, near + "wing", pose.lean(), 0.4, 0.58);
        put(
                points,
                "tail",
                pose.lean(),
                BirdShape.RUMP_X - tail * Math.cos(shape.tailAngle()),
                BirdShape.RUMP_Y + tail * Math.sin(shape.tailAngle()));
        put(points, near + "leg", pose.stand(), 0.45, 0.83);
        put(points, far + "leg", pose.stand(), 0.53, 0.83);
        return new Location.KeyPoints(points);
    }

    private static void put(
            Map<String, Location.Point> points, String name, AffineTransform transform, double x, double y) {
        Point2D at = transform.transform(new Point2D.Double(x, y), null);
        if (at.getX() >= 0 && at.getX() <= 1 && at.getY() >= 0 && at.getY() <= 1) {
            points.put(name, new Location.Point(at.getX(), at.getY()));
        }
    }
}
