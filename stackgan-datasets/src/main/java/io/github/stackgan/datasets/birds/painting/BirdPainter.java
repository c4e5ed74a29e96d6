package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.checks.Require;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.painting.Canvas.Form;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;

/**
 * Draws one bird, from what is far to what is near: scenery, perch, legs, tail, trunk, wing, beak, eye. Outlines are
 * Java2D's; feathers and light are computed pixel by pixel, in coordinates that do not know the size of the image.
 */
public final class BirdPainter {
    /**
     * Up to this size an image is drawn twice as large and averaged down, which makes fine texture grey instead of
     * noisy.
     */
    private static final int SUPERSAMPLED = 160;

    private static final Form TRUNK = new Form(0.2, 1.7, 0);
    private static final Form WING = new Form(0.045, 1.0, 0.4);
    private static final Form TAIL = new Form(0.03, 0.7, 0);

    private final BirdAttributes bird;
    private final Canvas canvas;
    private final SplittableRandom random;

    private BirdPainter(BirdAttributes bird, Canvas canvas, SplittableRandom random) {
        this.bird = bird;
        this.canvas = canvas;
        this.random = random;
    }

    public static BufferedImage paint(BirdAttributes bird, long pose, Placement placement, int side) {
        Require.positive("side", side);
        return side <= SUPERSAMPLED ? halved(draw(bird, pose, placement, 2 * side)) : draw(bird, pose, placement, side);
    }

    /** Where the bird is that {@link #paint} draws. */
    public static BirdPlaces places(BirdAttributes bird, long pose, Placement placement) {
        SplittableRandom random = new SplittableRandom(pose);
        left(random);
        random.split();
        return new BirdPlaces(bird, Pose.draw(bird, random.split(), placement.toPixels(1)));
    }

    private static BufferedImage draw(BirdAttributes bird, long pose, Placement placement, int side) {
        SplittableRandom random = new SplittableRandom(pose);
        float left = left(random);
        float norm = (float) (1 / Math.sqrt(left * left + 0.7 * 0.7 + 0.62 * 0.62));
        Canvas canvas = new Canvas(side, new Canvas.Light(left * norm, -0.7f * norm, 0.62f * norm, 0.42f, 0.75f));
        new Scenery(canvas, random.split()).paint(bird.background());
        new BirdPainter(bird, canvas, random.split()).bird(placement);
        return canvas.image();
    }

    /** Where the sun stands, from -0.55 to 0.55. */
    private static float left(SplittableRandom random) {
        return (float) (0.55 * (2 * random.nextDouble() - 1));
    }

    private void bird(Placement placement) {
        int side = canvas.side();
        Pose pose = Pose.draw(bird, random, placement.toPixels(side));
        BirdShape shape = pose.shape();
        Graphics2D g = canvas.graphics();
        Face face = new Face(g, bird, shape, random);
        int length = (int) (side * pose.size() * placement.scale());
        Plumage plumage = new Plumage(bird, shape, length, 100 * random.nextDouble());
        g.setTransform(pose.stand());
        face.legs(0.49);
        canvas.lay(shape.tail(bird.tail()), pose.lean(), TAIL.scaled(placement.scale()), plumage.tail());
        g.setTransform(pose.lean());
        canvas.lay(shape.trunk(), pose.lean(), TRUNK.scaled(placement.scale()), plumage.trunk());
        canvas.lay(shape.wing(), pose.lean(), WING.scaled(placement.scale()), plumage.wing());
        face.beak();
        face.eye();
        g.dispose();
    }

    /** The mean of every 2x2 pixels. */
    private static BufferedImage halved(BufferedImage large) {
        int side = large.getWidth() / 2;
        int[] from = ((DataBufferInt) large.getRaster().getDataBuffer()).getData();
        int[] to = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = 4 * y * side + 2 * x;
                to[y * side + x] = mean(from[at], from[at + 1], from[at + 2 * side], from[at + 2 * side + 1]);
            }
        }
        BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        small.getRaster().setDataElements(0, 0, side, side, to);
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
}
