package io.github.stackgan.datasets;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Feathers: shaded areas with strokes too fine for a small picture. */
final class Plumage {
    private static final float[] FADE = {0f, 1f};

    private final Graphics2D g;
    private final SplittableRandom random;

    Plumage(Graphics2D g, SplittableRandom random) {
        this.g = g;
        this.random = random;
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Fills an area, lit from above, and covers it with small feathers that lie towards the tail. */
    void area(Shape shape, BirdColour colour, int feathers) {
        Rectangle2D box = shape.getBounds2D();
        Color base = colour.paint();
        g.setPaint(new GradientPaint(
                0f,
                (float) box.getMinY(),
                Shade.lighter(base, 0.18),
                0f,
                (float) box.getMaxY(),
                Shade.darker(base, 0.22)));
        g.fill(shape);
        Shape before = g.getClip();
        g.clip(shape);
        feathers(box, base, feathers);
        g.setClip(before);
    }

    private void feathers(Rectangle2D box, Color base, int count) {
        g.setStroke(new BasicStroke(0.0032f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < count; i++) {
            double x = between(box.getMinX(), box.getMaxX());
            double y = between(box.getMinY(), box.getMaxY());
            double length = between(0.012, 0.03);
            double part = between(0.1, 0.34);
            Color tone = random.nextInt(2) == 0 ? Shade.lighter(base, part) : Shade.darker(base, part);
            g.setColor(Shade.clear(tone, 0.75));
            Path2D feather = new Path2D.Double();
            feather.moveTo(x + length, y - length * 0.35);
            feather.quadTo(x + length * 0.2, y - length * 0.1, x, y + length * 0.25);
            g.draw(feather);
        }
    }

    /** Darkens the lower edge of a round body and lightens its shoulder. */
    void roundness(Shape shape) {
        Rectangle2D box = shape.getBounds2D();
        Shape before = g.getClip();
        g.clip(shape);
        g.setPaint(new GradientPaint(
                0f,
                (float) (box.getMinY() + 0.55 * box.getHeight()),
                new Color(20, 15, 30, 0),
                0f,
                (float) box.getMaxY(),
                new Color(20, 15, 30, 110)));
        g.fill(box);
        double r = 0.3 * box.getWidth();
        double x = box.getMinX() + 0.62 * box.getWidth();
        double y = box.getMinY() + 0.18 * box.getHeight();
        g.setPaint(new RadialGradientPaint(new Point2D.Double(x, y), (float) r, FADE, new Color[] {
            new Color(255, 255, 245, 90), new Color(255, 255, 245, 0)
        }));
        g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
        g.setClip(before);
    }

    /** One long feather from its root to its tip, with a shaft and barbs. */
    void quill(double x0, double y0, double x1, double y1, double width, Color base) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.hypot(dx, dy);
        double nx = -dy / length * width;
        double ny = dx / length * width;
        Path2D shape = new Path2D.Double();
        shape.moveTo(x0, y0);
        shape.curveTo(x0 + 0.3 * dx + nx, y0 + 0.3 * dy + ny, x0 + 0.8 * dx + nx, y0 + 0.8 * dy + ny, x1, y1);
        shape.curveTo(x0 + 0.8 * dx - nx, y0 + 0.8 * dy - ny, x0 + 0.3 * dx - nx, y0 + 0.3 * dy - ny, x0, y0);
        g.setPaint(new GradientPaint(
                (float) (x0 - nx),
                (float) (y0 - ny),
                Shade.lighter(base, 0.14),
                (float) (x0 + nx),
                (float) (y0 + ny),
                Shade.darker(base, 0.2)));
        g.fill(shape);
        g.setStroke(new BasicStroke(0.0026f));
        g.setColor(Shade.clear(Shade.darker(base, 0.5), 0.8));
        g.draw(shape);
        g.setColor(Shade.clear(Shade.lighter(base, 0.35), 0.8));
        g.draw(new Line2D.Double(x0 + 0.1 * dx, y0 + 0.1 * dy, x0 + 0.95 * dx, y0 + 0.95 * dy));
        g.setStroke(new BasicStroke(0.0016f));
        g.setColor(Shade.clear(Shade.darker(base, 0.4), 0.55));
        for (double t = 0.25; t < 0.95; t += 0.09) {
            double bx = x0 + t * dx;
            double by = y0 + t * dy;
            g.draw(new Line2D.Double(bx, by, bx + 0.05 * dx + 0.7 * nx, by + 0.05 * dy + 0.7 * ny));
            g.draw(new Line2D.Double(bx, by, bx + 0.05 * dx - 0.7 * nx, by + 0.05 * dy - 0.7 * ny));
        }
    }
}
