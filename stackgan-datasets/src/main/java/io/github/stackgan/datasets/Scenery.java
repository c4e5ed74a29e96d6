package io.github.stackgan.datasets;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** What is behind a bird, and what it sits on; drawn in the unit square. */
final class Scenery {
    private static final float[] FADE = {0f, 1f};

    private final Graphics2D g;
    private final SplittableRandom random;

    Scenery(Graphics2D g, SplittableRandom random) {
        this.g = g;
        this.random = random;
    }

    void paint(BirdAttributes.Background background) {
        switch (background) {
            case SKY -> sky();
            case LEAVES -> leaves();
            case WATER -> water();
            case SNOW -> snow();
            case BRANCH -> woods();
        }
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private void wash(Color top, Color bottom) {
        g.setPaint(new GradientPaint(0f, 0f, top, 0f, 1f, bottom));
        g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    }

    /** A soft blot of colour. */
    private void blot(double x, double y, double radius, Color colour, double opacity) {
        g.setPaint(new RadialGradientPaint(new Point2D.Double(x, y), (float) radius, FADE, new Color[] {
            Shade.clear(colour, opacity), Shade.clear(colour, 0)
        }));
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    private void sky() {
        wash(new Color(0x6fa9e2), new Color(0xcfe4f5));
        for (int i = 0; i < 4; i++) {
            double x = random.nextDouble();
            double y = between(0, 0.8);
            for (int j = 0; j < 6; j++) {
                blot(x + between(-0.14, 0.14), y + between(-0.03, 0.03), between(0.06, 0.14), Color.WHITE, 0.55);
            }
        }
        perch(new Color(0x6b5644));
    }

    private void leaves() {
        wash(new Color(0x86b35a), new Color(0x37602c));
        for (int i = 0; i < 26; i++) {
            Color leaf = Shade.mix(new Color(0x2e5a24), new Color(0xa9cf6c), random.nextDouble());
            double x = random.nextDouble();
            double y = random.nextDouble();
            double length = between(0.07, 0.17);
            double angle = between(-Math.PI, Math.PI);
            g.translate(x, y);
            g.rotate(angle);
            leaf(leaf, length);
            g.rotate(-angle);
            g.translate(-x, -y);
        }
        perch(new Color(0x54402c));
    }

    private void leaf(Color colour, double length) {
        Path2D shape = new Path2D.Double();
        shape.moveTo(0, 0);
        shape.quadTo(length / 2, -length / 3, length, 0);
        shape.quadTo(length / 2, length / 3, 0, 0);
        g.setPaint(new GradientPaint(
                0f,
                (float) -length / 4,
                Shade.lighter(colour, 0.2),
                0f,
                (float) length / 4,
                Shade.darker(colour, 0.25)));
        g.fill(shape);
        g.setColor(Shade.clear(Shade.lighter(colour, 0.4), 0.6));
        g.setStroke(new BasicStroke(0.003f));
        g.draw(new Line2D.Double(0, 0, length, 0));
    }

    private void water() {
        wash(new Color(0xa9c8d6), new Color(0x3f7690));
        for (int i = 0; i < 46; i++) {
            double y = Math.pow(random.nextDouble(), 0.8);
            double x = random.nextDouble();
            double length = between(0.04, 0.2) * (0.4 + y);
            Color ripple = random.nextInt(2) == 0 ? new Color(0xd8ebf2) : new Color(0x2f5f78);
            g.setColor(Shade.clear(ripple, 0.5));
            g.setStroke(new BasicStroke((float) (0.003 + 0.005 * y), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            Path2D wave = new Path2D.Double();
            wave.moveTo(x, y);
            wave.quadTo(x + length / 2, y + 0.012, x + length, y);
            g.draw(wave);
        }
        stone();
    }

    private void stone() {
        g.setPaint(new GradientPaint(0f, 0.86f, new Color(0x9a958c), 0f, 1f, new Color(0x4d4943)));
        g.fill(new Ellipse2D.Double(0.16, 0.865, 0.66, 0.26));
    }

    private void snow() {
        wash(new Color(0xb9c6d6), new Color(0xe8edf3));
        for (int i = 0; i < 5; i++) {
            double y = 0.5 + 0.1 * i;
            g.setPaint(
                    new GradientPaint(0f, (float) y, new Color(0xfbfcfe), 0f, (float) y + 0.2f, new Color(0xccd6e2)));
            double x = between(-0.4, 0.3);
            g.fill(new Ellipse2D.Double(x, y + (i == 4 ? -0.04 : 0), between(0.8, 1.4), 0.5));
        }
        for (int i = 0; i < 40; i++) {
            double r = between(0.002, 0.008);
            g.setColor(Shade.clear(Color.WHITE, between(0.5, 0.95)));
            g.fill(new Ellipse2D.Double(random.nextDouble(), random.nextDouble(), 2 * r, 2 * r));
        }
        g.setPaint(new GradientPaint(0f, 0.87f, Color.WHITE, 0f, 1f, new Color(0xbcc8d6)));
        g.fill(new Ellipse2D.Double(0.05, 0.87, 0.9, 0.3));
    }

    private void woods() {
        wash(new Color(0x8a9a6a), new Color(0x4d5a3d));
        for (int i = 0; i < 16; i++) {
            Color light = Shade.mix(new Color(0x5e4a30), new Color(0xd6d79a), random.nextDouble());
            blot(random.nextDouble(), random.nextDouble(), between(0.08, 0.22), light, 0.55);
        }
        perch(new Color(0x6a4a2e));
    }

    /** A bough across the picture, under the bird's feet. */
    private void perch(Color bark) {
        double left = between(0.86, 0.93);
        double right = between(0.86, 0.93);
        Path2D bough = new Path2D.Double();
        bough.moveTo(-0.1, left);
        bough.curveTo(0.3, 0.875, 0.6, 0.875, 1.1, right);
        bough.lineTo(1.1, right + 0.05);
        bough.curveTo(0.6, 0.945, 0.3, 0.945, -0.1, left + 0.07);
        bough.closePath();
        g.setPaint(new GradientPaint(0f, 0.86f, Shade.lighter(bark, 0.3), 0f, 0.96f, Shade.darker(bark, 0.45)));
        g.fill(bough);
        g.setStroke(new BasicStroke(0.003f));
        for (int i = 0; i < 30; i++) {
            double x = random.nextDouble();
            double y = between(0.885, 0.935);
            g.setColor(Shade.clear(Shade.darker(bark, 0.6), 0.5));
            g.draw(new Line2D.Double(x, y, x + between(0.01, 0.06), y + between(-0.004, 0.004)));
        }
    }
}
