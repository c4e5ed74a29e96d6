package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.painting.Canvas.Form;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** What is behind a bird, out of focus, and what it stands on, in focus; coordinates are those of the unit square. */
final class Scenery {
    /** The far background is drawn this small and scaled up smoothly: as blurred as through a long lens, and cheap. */
    private static final int FAR = 40;

    private static final float[] FADE = {0f, 1f};
    private static final Form ROUND = new Form(0.06, 1.6, 0);

    private final Canvas canvas;
    private final SplittableRandom random;
    private final AffineTransform toPixels;

    Scenery(Canvas canvas, SplittableRandom random) {
        this.canvas = canvas;
        this.random = random;
        toPixels = AffineTransform.getScaleInstance(canvas.side(), canvas.side());
    }

    void paint(BirdAttributes.Background background) {
        double salt = 100 * random.nextDouble();
        switch (background) {
            case SKY -> sky(salt);
            case LEAVES -> leaves(salt);
            case WATER -> water(salt);
            case SNOW -> snow(salt);
            case BRANCH -> woods(salt);
        }
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private void sky(double salt) {
        int low = ColourMixer.mix(new Color(0xcfe2f2), new Color(0xe6e2d8), random.nextDouble())
                .getRGB();
        canvas.cover((x, y, s) -> {
            s.colour(0x5f9bdc);
            s.towards(low, (float) (0.9 * y));
            float cloud = Noise.at(x * 2.3 + salt, y * 4)
                    + 0.5f * Noise.at(x * 6 + salt, y * 9)
                    + 0.22f * Noise.at(x * 15 + salt, y * 19);
            s.towards(0xfafbfd, 0.85f * Noise.step(0.1, 0.85, cloud));
            s.tone = 1;
        });
        bough(new Color(0x75604c), salt);
    }

    private void leaves(double salt) {
        far(new Color(0x9ac063), new Color(0x3a6329), g -> {
            for (int i = 0; i < 30; i++) {
                Color leaf = ColourMixer.mix(new Color(0x1f4419), new Color(0xc4dd7c), random.nextDouble());
                blot(g, random.nextDouble(), random.nextDouble(), between(0.06, 0.15), leaf, 0.75);
            }
        });
        for (int i = 0; i < 9; i++) {
            double angle = between(-Math.PI, Math.PI);
            double from = between(0.42, 0.62);
            AffineTransform place = new AffineTransform(toPixels);
            place.translate(0.5 + from * Math.cos(angle), 0.45 + from * Math.sin(angle));
            place.rotate(between(-Math.PI, Math.PI));
            leaf(place, between(0.14, 0.24));
        }
        bough(new Color(0x5f4a34), salt);
    }

    private void leaf(AffineTransform place, double length) {
        Path2D shape = new Path2D.Double();
        shape.moveTo(0, 0);
        shape.curveTo(0.25 * length, -0.32 * length, 0.7 * length, -0.25 * length, length, 0);
        shape.curveTo(0.7 * length, 0.25 * length, 0.25 * length, 0.32 * length, 0, 0);
        int colour = ColourMixer.mix(new Color(0x356b26), new Color(0x8fbf4d), random.nextDouble())
                .getRGB();
        canvas.lay(shape, place, new Form(0.02, 0.5, 0), (x, y, s) -> {
            s.colour(colour);
            double side = Math.abs(y) / length;
            double vein = (x / length - 0.9 * side) * 9;
            double toVein = Math.abs(vein - Math.rint(vein));
            s.tone = 1 + 0.22f * Noise.step(0, 0.02, 0.022 - side) - 0.12f * Noise.step(0.2, 0.5, 0.5 - toVein);
            s.tone += 0.06f * Noise.at(x * 60, y * 60) + (y < 0 ? 0.06f : -0.04f);
        });
    }

    private void water(double salt) {
        int deep = ColourMixer.mix(new Color(0x2f6480), new Color(0x3d7468), random.nextDouble())
                .getRGB();
        canvas.cover((x, y, s) -> {
            double near = 0.25 + y;
            double v = 9 / near;
            float wave = Noise.at(x * 4 / near + salt, v * 2.2) + 0.6f * Noise.at(x * 10 / near + salt, v * 5);
            s.colour(0x9fc3d6);
            s.towards(deep, (float) Math.min(1, 0.35 + 0.65 * y));
            s.towards(0xdcebf2, 0.55f * Noise.step(0.35, 1.0, wave));
            s.tone = 1 + 0.13f * wave;
        });
        int colour = ColourMixer.mix(new Color(0x8f897e), new Color(0x6f6a66), random.nextDouble())
                .getRGB();
        double[] stone = {
            between(-0.1, 0.08),
            1.1,
            between(0.08, 0.16),
            0.945,
            0.3,
            0.9,
            0.5,
            0.893,
            0.7,
            0.903,
            between(0.84, 0.92),
            0.95,
            between(0.95, 1.1),
            1.1
        };
        ground(stone, colour, 0.17f, salt);
    }

    private void snow(double salt) {
        far(new Color(0xa9b9cc), new Color(0xdfe6ee), g -> {
            for (int i = 0; i < 12; i++) {
                Color tree = ColourMixer.mix(new Color(0x8494a6), new Color(0xf4f7fb), random.nextDouble());
                blot(g, random.nextDouble(), between(0.1, 0.8), between(0.1, 0.22), tree, 0.6);
            }
        });
        Graphics2D g = canvas.graphics();
        g.transform(toPixels);
        for (int i = 0; i < 34; i++) {
            double r = between(0.003, 0.011);
            blot(g, random.nextDouble(), random.nextDouble(), r, Color.WHITE, between(0.6, 1));
        }
        g.dispose();
        double[] drift = {
            -0.2,
            1.2,
            -0.1,
            between(0.87, 0.95),
            0.25,
            between(0.88, 0.91),
            0.5,
            0.893,
            0.75,
            between(0.88, 0.91),
            1.1,
            between(0.87, 0.95),
            1.2,
            1.2
        };
        ground(drift, 0xe9eef6, 0.045f, salt);
    }

    private void ground(double[] points, int colour, float rough, double salt) {
        canvas.lay(BirdShape.closed(points), toPixels, ROUND, (x, y, s) -> {
            s.colour(colour);
            s.tone = 1
                    + rough
                            * (Noise.at(x * 14 + salt, y * 22)
                                    + 0.7f * Noise.at(x * 45 + salt, y * 50)
                                    + 0.6f
                                            * FeatherTexture.fade(canvas.side() * 0.016)
                                            * Noise.at(x * 120, y * 120 + salt));
        });
    }

    private void woods(double salt) {
        Color top = ColourMixer.mix(new Color(0x9aa878), new Color(0xb79f78), random.nextDouble());
        far(top, ColourMixer.darker(top, 0.5), g -> {
            for (int i = 0; i < 18; i++) {
                Color light = ColourMixer.mix(new Color(0x4c3d29), new Color(0xe2dfae), random.nextDouble());
                blot(g, random.nextDouble(), random.nextDouble(), between(0.07, 0.2), light, 0.6);
            }
        });
        bough(new Color(0x6f4f34), salt);
    }

    private interface Far {
        void draw(Graphics2D g);
    }

    private void far(Color top, Color bottom, Far far) {
        BufferedImage small = new BufferedImage(FAR, FAR, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.scale(FAR, FAR);
        g.setPaint(new GradientPaint(0f, 0f, top, 0f, 1f, bottom));
        g.fill(new Rectangle2D.Double(0, 0, 1, 1));
        far.draw(g);
        g.dispose();
        Graphics2D to = canvas.graphics();
        to.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        to.drawImage(small, 0, 0, canvas.side(), canvas.side(), null);
        to.dispose();
    }

    /** A soft blot of colour. */
    private static void blot(Graphics2D g, double x, double y, double radius, Color colour, double opacity) {
        g.setPaint(new RadialGradientPaint(new Point2D.Double(x, y), (float) radius, FADE, new Color[] {
            ColourMixer.clear(colour, opacity), ColourMixer.clear(colour, 0)
        }));
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** A bough across the image, under the bird's feet. */
    private void bough(Color bark, double salt) {
        double left = between(0.88, 0.94);
        double right = between(0.88, 0.94);
        double thick = between(0.045, 0.075);
        Path2D shape = new Path2D.Double();
        shape.moveTo(-0.1, left);
        shape.curveTo(0.3, 0.893, 0.6, 0.893, 1.1, right);
        shape.lineTo(1.1, right + 0.8 * thick);
        shape.curveTo(0.6, 0.897 + thick, 0.3, 0.893 + thick, -0.1, left + 1.1 * thick);
        shape.closePath();
        int colour = bark.getRGB();
        canvas.lay(shape, toPixels, new Form(0.035, 1.7, 0), (x, y, s) -> {
            s.colour(colour);
            float grain = Noise.at(x * 13 + salt, y * 75);
            float fine = FeatherTexture.fade(canvas.side() * 0.013) * Noise.at(x * 40 + salt, y * 150);
            s.towards(0xa8b09a, 0.45f * Noise.step(0.25, 0.7, Noise.at(x * 17, y * 17 + salt)));
            s.tone = 1 + 0.24f * grain + 0.16f * fine;
        });
    }
}
