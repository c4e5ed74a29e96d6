package io.github.stackgan.datasets;

import io.github.stackgan.datasets.BirdAttributes.Mark;
import io.github.stackgan.datasets.BirdAttributes.Size;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Draws one bird. Everything lies in the unit square, the bird in profile looking right, its feet at y = 0.88; pose and size are
 * transforms of that.
 */
final class BirdPainter {
    /** Up to this size a picture is drawn twice as large and averaged down, which Java2D's own smoothing does not replace. */
    private static final int SUPERSAMPLED = 160;

    private static final double HEAD_X = 0.675;
    private static final double HEAD_Y = 0.315;
    private static final double FEET = 0.885;

    private final BirdAttributes bird;
    private final Graphics2D g;
    private final SplittableRandom random;
    private final Plumage plumage;
    private final double head;
    private final double tilt;

    private BirdPainter(BirdAttributes bird, Graphics2D g, SplittableRandom random) {
        this.bird = bird;
        this.g = g;
        this.random = random;
        plumage = new Plumage(g, random);
        head = bird.size() == Size.SMALL ? 0.135 : bird.size() == Size.MEDIUM ? 0.12 : 0.105;
        tilt = plumage.between(-0.16, 0.16);
    }

    static BufferedImage paint(BirdAttributes bird, long pose, int side) {
        if (side <= SUPERSAMPLED) {
            return halved(draw(bird, pose, 2 * side));
        }
        return draw(bird, pose, side);
    }

    private static BufferedImage draw(BirdAttributes bird, long pose, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.scale(side, side);
            SplittableRandom random = new SplittableRandom(pose);
            new Scenery(g, random.split()).paint(bird.background());
            new BirdPainter(bird, g, random).bird();
        } finally {
            g.dispose();
        }
        return image;
    }

    /** The mean of every 2x2 pixels. */
    private static BufferedImage halved(BufferedImage large) {
        int side = large.getWidth() / 2;
        int[] from = large.getRGB(0, 0, 2 * side, 2 * side, null, 0, 2 * side);
        int[] to = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = 4 * y * side + 2 * x;
                to[y * side + x] = mean(from[at], from[at + 1], from[at + 2 * side], from[at + 2 * side + 1]);
            }
        }
        BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        small.setRGB(0, 0, side, side, to, 0, side);
        return small;
    }

    private static int mean(int a, int b, int c, int d) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int sum = (a >> shift & 255) + (b >> shift & 255) + (c >> shift & 255) + (d >> shift & 255);
            result |= (sum + 2) / 4 << shift;
        }
        return result;
    }

    private void bird() {
        AffineTransform before = g.getTransform();
        double scale = bird.size() == Size.SMALL ? 0.9 : bird.size() == Size.MEDIUM ? 1.0 : 1.08;
        g.translate(0.5 + plumage.between(-0.035, 0.035), FEET);
        g.scale(random.nextInt(2) == 0 ? scale : -scale, scale * plumage.between(0.96, 1.03));
        g.translate(-0.47, -FEET);
        legs();
        g.rotate(tilt, 0.47, 0.6);
        Area body = body();
        shadow(body);
        tail();
        torso(body);
        wing();
        face();
        g.setTransform(before);
    }

    /** Trunk and head in one outline. */
    private Area body() {
        Path2D trunk = new Path2D.Double();
        trunk.moveTo(0.155, 0.665);
        trunk.curveTo(0.27, 0.47, 0.43, 0.4, HEAD_X - 0.6 * head, HEAD_Y + 0.3 * head);
        trunk.lineTo(HEAD_X + 0.8 * head, HEAD_Y + 0.5 * head);
        trunk.curveTo(0.79, 0.52, 0.74, 0.68, 0.61, 0.755);
        trunk.curveTo(0.48, 0.83, 0.3, 0.79, 0.155, 0.665);
        Area area = new Area(trunk);
        area.add(new Area(headCircle()));
        return area;
    }

    private Ellipse2D headCircle() {
        return new Ellipse2D.Double(HEAD_X - head, HEAD_Y - head, 2 * head, 1.95 * head);
    }

    private void shadow(Shape body) {
        g.translate(-0.008, 0.012);
        g.setColor(new Color(15, 20, 15, 60));
        g.fill(body);
        g.translate(0.008, -0.012);
    }

    private void legs() {
        Color skin = Shade.mix(new Color(0x5a4632), new Color(0xd08a3a), random.nextDouble());
        for (double x : new double[] {0.46, 0.54}) {
            g.setColor(skin);
            g.setStroke(new BasicStroke(0.014f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Line2D.Double(x, 0.74, x + 0.015, FEET));
            g.setStroke(new BasicStroke(0.011f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            for (double toe : new double[] {-0.035, 0.02, 0.05}) {
                g.draw(new Line2D.Double(x + 0.015, FEET, x + 0.015 + toe, FEET + 0.015));
            }
            g.setColor(Shade.clear(Shade.lighter(skin, 0.5), 0.7));
            g.setStroke(new BasicStroke(0.004f));
            g.draw(new Line2D.Double(x + 0.003, 0.76, x + 0.018, FEET));
        }
    }

    private void tail() {
        Color base = Shade.darker(bird.wing().paint(), 0.08);
        switch (bird.tail()) {
            case SHORT -> fan(base, 0.13, 0.05);
            case LONG -> fan(base, 0.23, 0.035);
            case FORKED -> {
                plumage.quill(0.24, 0.64, 0.0, 0.60, 0.028, base);
                plumage.quill(0.24, 0.67, 0.01, 0.83, 0.028, base);
                plumage.quill(0.24, 0.65, 0.1, 0.69, 0.03, base);
            }
        }
    }

    private void fan(Color base, double length, double spread) {
        for (int i = 0; i < 5; i++) {
            double angle = 0.32 + spread * (i - 2) * 2.2;
            double x = 0.22 - (0.06 + length) * Math.cos(angle);
            double y = 0.65 + (0.06 + length) * Math.sin(angle);
            plumage.quill(0.25, 0.645, x, y, 0.024, base);
        }
    }

    private void torso(Area body) {
        plumage.area(body, bird.body(), 420);
        Area belly = new Area(body);
        Path2D under = new Path2D.Double();
        under.moveTo(0.1, 0.72);
        under.curveTo(0.3, 0.655, 0.5, 0.66, 0.6, 0.56);
        under.curveTo(0.65, 0.5, 0.69, 0.44, 0.9, 0.41);
        under.lineTo(0.9, 1);
        under.lineTo(0.1, 1);
        under.closePath();
        belly.intersect(new Area(under));
        plumage.area(belly, bird.belly(), 300);
        if (bird.breastStripes() == Mark.PRESENT) {
            stripes(belly);
        }
        plumage.roundness(body);
        g.setColor(Shade.clear(Shade.darker(bird.body().paint(), 0.65), 0.55));
        g.setStroke(new BasicStroke(0.004f));
        g.draw(body);
    }

    private void stripes(Area belly) {
        Shape before = g.getClip();
        g.clip(belly);
        boolean dark = bird.belly() == BirdColour.BLACK;
        g.setColor(Shade.clear(dark ? new Color(0xb0a890) : new Color(0x2b2018), 0.75));
        g.setStroke(new BasicStroke(0.008f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int row = 0; row < 6; row++) {
            for (int i = 0; i < 6; i++) {
                double x = 0.71 - 0.045 * row + plumage.between(-0.008, 0.008);
                double y = 0.45 + 0.045 * i + 0.035 * row + plumage.between(-0.008, 0.008);
                g.draw(new Line2D.Double(x, y, x - 0.014, y + 0.026));
            }
        }
        g.setClip(before);
    }

    private void wing() {
        Path2D shape = new Path2D.Double();
        shape.moveTo(0.615, 0.49);
        shape.curveTo(0.5, 0.41, 0.36, 0.47, 0.26, 0.58);
        shape.quadTo(0.2, 0.66, 0.15, 0.71);
        shape.quadTo(0.3, 0.72, 0.42, 0.695);
        shape.curveTo(0.54, 0.66, 0.62, 0.58, 0.615, 0.49);
        g.translate(-0.005, 0.012);
        g.setColor(new Color(10, 10, 20, 70));
        g.fill(shape);
        g.translate(0.005, -0.012);
        Color base = bird.wing().paint();
        plumage.area(shape, bird.wing(), 60);
        for (int i = 0; i < 7; i++) {
            double t = i / 6.0;
            plumage.quill(
                    0.5 - 0.12 * t,
                    0.66 - 0.08 * t,
                    0.3 - 0.155 * t,
                    0.705 + 0.005 * t,
                    0.018,
                    Shade.darker(base, 0.12 * t));
        }
        coverts(shape);
        if (bird.wingBars() == Mark.PRESENT) {
            bars(shape);
        }
        g.setColor(Shade.clear(Shade.darker(base, 0.7), 0.7));
        g.setStroke(new BasicStroke(0.0045f));
        g.draw(shape);
    }

    /** Rows of small overlapping feathers on the shoulder. */
    private void coverts(Shape wing) {
        Shape before = g.getClip();
        g.clip(wing);
        Color base = bird.wing().paint();
        for (int row = 3; row >= 0; row--) {
            for (int i = 5; i >= 0; i--) {
                double x = 0.56 - 0.055 * row - 0.028 * i + 0.03;
                double y = 0.455 + 0.042 * i + 0.018 * row;
                plumage.quill(x, y, x - 0.062, y + 0.033, 0.017, i % 2 == 0 ? Shade.lighter(base, 0.06) : base);
            }
        }
        g.setClip(before);
    }

    private void bars(Shape wing) {
        Shape before = g.getClip();
        g.clip(wing);
        boolean pale = bird.wing() == BirdColour.WHITE || bird.wing() == BirdColour.YELLOW;
        g.setColor(Shade.clear(pale ? new Color(0x55504a) : new Color(0xf6f1e2), 0.92));
        g.setStroke(new BasicStroke(0.017f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (double shift : new double[] {0, 0.085}) {
            Path2D bar = new Path2D.Double();
            bar.moveTo(0.485 - shift, 0.43);
            bar.quadTo(0.44 - shift, 0.58, 0.49 - shift, 0.72);
            g.draw(bar);
        }
        g.setClip(before);
    }

    private void face() {
        Area crown = new Area(headCircle());
        Path2D top = new Path2D.Double();
        top.moveTo(HEAD_X - 2 * head, HEAD_Y + 0.35 * head);
        top.quadTo(HEAD_X - 0.2 * head, HEAD_Y - 0.2 * head, HEAD_X + 1.2 * head, HEAD_Y - 0.42 * head);
        top.lineTo(HEAD_X + 1.2 * head, HEAD_Y - 2 * head);
        top.lineTo(HEAD_X - 2 * head, HEAD_Y - 2 * head);
        top.closePath();
        crown.intersect(new Area(top));
        plumage.area(crown, bird.crown(), 70);
        g.setPaint(new GradientPaint(
                0f,
                (float) (HEAD_Y - head),
                new Color(255, 255, 250, 90),
                0f,
                (float) HEAD_Y,
                new Color(255, 255, 250, 0)));
        g.fill(crown);
        beak();
        eye();
    }

    private void beak() {
        double length = bird.beakLength() == BirdAttributes.BeakLength.SHORT ? 0.075 : 0.15;
        double depth = bird.beakShape() == BirdAttributes.BeakShape.THICK ? 0.05 : 0.03;
        double droop = bird.beakShape() == BirdAttributes.BeakShape.CURVED ? 0.055 : 0.006;
        double x = HEAD_X + 0.86 * head;
        double y = HEAD_Y + 0.12 * head;
        Path2D shape = new Path2D.Double();
        shape.moveTo(x, y - depth);
        shape.quadTo(x + 0.6 * length, y - 0.9 * depth, x + length, y + droop);
        shape.quadTo(x + 0.5 * length, y + 0.75 * depth, x, y + depth);
        shape.closePath();
        Color horn = Shade.mix(new Color(0x4a4038), new Color(0xe0a63c), random.nextDouble());
        g.setPaint(new GradientPaint(
                0f, (float) (y - depth), Shade.lighter(horn, 0.35), 0f, (float) (y + depth), Shade.darker(horn, 0.35)));
        g.fill(shape);
        g.setColor(Shade.clear(Shade.darker(horn, 0.7), 0.8));
        g.setStroke(new BasicStroke(0.0035f));
        g.draw(shape);
        Path2D gape = new Path2D.Double();
        gape.moveTo(x - 0.005, y + 0.1 * depth);
        gape.quadTo(x + 0.6 * length, y, x + 0.95 * length, y + droop);
        g.draw(gape);
    }

    private void eye() {
        double x = HEAD_X + 0.36 * head;
        double y = HEAD_Y - 0.06 * head;
        double r = 0.024;
        if (bird.eyeRing() == Mark.PRESENT) {
            g.setColor(new Color(0xf8f4e6));
            g.fill(circle(x, y, 1.75 * r));
        }
        g.setColor(bird.body() == BirdColour.BLACK ? new Color(0x8a6a3a) : new Color(0x2a1d12));
        g.fill(circle(x, y, 1.15 * r));
        g.setColor(new Color(0x060606));
        g.fill(circle(x, y, 0.85 * r));
        g.setColor(Color.WHITE);
        g.fill(circle(x + 0.3 * r, y - 0.35 * r, 0.28 * r));
    }

    private static Ellipse2D circle(double x, double y, double r) {
        return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
    }
}
