package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Mark;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** What has no feathers: beak, eye and legs. */
final class Face {
    private final Graphics2D g;
    private final BirdAttributes bird;
    private final BirdShape shape;
    private final Color horn;
    private final Color skin;

    Face(Graphics2D g, BirdAttributes bird, BirdShape shape, SplittableRandom random) {
        this.g = g;
        this.bird = bird;
        this.shape = shape;
        horn = ColourMixer.mix(new Color(0x3b3430), new Color(0xd99a38), random.nextDouble());
        skin = ColourMixer.mix(new Color(0x4f3f33), new Color(0xc9843c), random.nextDouble());
    }

    /** Drawn before the trunk, which hides their upper ends; {@code groundX} is where the body's middle stands. */
    void legs(double groundX) {
        leg(groundX + 0.045, ColourMixer.darker(skin, 0.35), 0.93);
        leg(groundX - 0.035, skin, 1);
    }

    private void leg(double x, Color colour, double size) {
        double knee = 0.8;
        double foot = BirdShape.FEET + 0.012 * (size - 1) * 10;
        line(0.017 * size, colour, x - 0.02, 0.74, x - 0.012, knee);
        line(0.0135 * size, colour, x - 0.012, knee, x + 0.005, foot);
        for (double toe : new double[] {-0.034, 0.026, 0.05}) {
            line(0.0125 * size, ColourMixer.darker(colour, 0.1), x + 0.005, foot, x + 0.005 + toe, foot + 0.014);
            line(
                    0.006,
                    ColourMixer.darker(colour, 0.55),
                    x + 0.005 + toe,
                    foot + 0.015,
                    x + 0.005 + 1.22 * toe,
                    foot + 0.024);
        }
        line(
                0.0035,
                ColourMixer.clear(ColourMixer.lighter(colour, 0.6), 0.7),
                x - 0.009,
                knee,
                x + 0.008,
                foot - 0.006);
        for (double t = 0.15; t < 1; t += 0.14) {
            double y = knee + t * (foot - knee);
            double at = x - 0.012 + 0.017 * t;
            line(0.002, ColourMixer.clear(ColourMixer.darker(colour, 0.6), 0.6), at - 0.006, y, at + 0.006, y + 0.002);
        }
    }

    private void line(double width, Color colour, double x0, double y0, double x1, double y1) {
        g.setColor(colour);
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Line2D.Double(x0, y0, x1, y1));
    }

    /** Two mandibles, lit from above. */
    void beak() {
        Beak beak = Beak.of(bird, shape);
        double x = beak.x();
        double y = beak.y();
        double length = beak.length();
        double depth = beak.depth();
        double droop = beak.droop();
        mandible(beak.lower(), y, y + depth, 0.05, 0.5);
        mandible(beak.upper(), y - depth, y + 0.12 * depth, -0.4, 0.2);
        line(0.0035, ColourMixer.darker(horn, 0.75), x + 0.01, y + 0.1 * depth, x + 0.5 * length, y + 0.08 * droop);
        g.setColor(ColourMixer.clear(Color.BLACK, 0.6));
        g.fill(new Ellipse2D.Double(x + 0.16 * length, y - 0.5 * depth, 0.1 * length, 0.16 * depth));
        line(
                0.004,
                ColourMixer.clear(Color.WHITE, 0.4),
                x + 0.18 * length,
                y - 0.68 * depth,
                x + 0.55 * length,
                y - 0.5 * depth + 0.15 * droop);
    }

    private void mandible(Path2D path, double top, double bottom, double above, double below) {
        Color high = above < 0 ? ColourMixer.lighter(horn, -above) : ColourMixer.darker(horn, above);
        g.setPaint(new GradientPaint(0f, (float) top, high, 0f, (float) bottom, ColourMixer.darker(horn, below)));
        g.fill(path);
    }

    void eye() {
        double head = shape.head();
        double x = shape.headX() + 0.4 * head;
        double y = shape.headY() - 0.06 * head;
        double r = 0.15 * head + 0.004;
        if (bird.eyeRing() == Mark.PRESENT) {
            disc(x, y, 1.58 * r, new Color(0xefe8d2));
        }
        disc(x, y, 1.22 * r, ColourMixer.clear(new Color(0x0d0a08), 0.8));
        boolean dark = bird.body() == BirdColour.BLACK || bird.crown() == BirdColour.BLACK;
        disc(x, y, r, dark ? new Color(0x9a6d2c) : new Color(0x4a2d16));
        disc(x, y, 0.72 * r, new Color(0x050505));
        g.setPaint(new GradientPaint(
                (float) x,
                (float) (y - r),
                ColourMixer.clear(new Color(0xbfd8f2), 0.75),
                (float) x,
                (float) y,
                ColourMixer.clear(new Color(0xbfd8f2), 0)));
        g.fill(new Ellipse2D.Double(x - 0.75 * r, y - 0.9 * r, 1.5 * r, 0.9 * r));
        disc(x + 0.28 * r, y - 0.38 * r, 0.25 * r, Color.WHITE);
    }

    private void disc(double x, double y, double r, Color colour) {
        g.setColor(colour);
        g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
    }
}
