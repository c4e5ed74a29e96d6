package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Size;
import java.awt.geom.AffineTransform;
import java.util.SplittableRandom;

/**
 * How one bird stands.
 *
 * @param shape its outlines
 * @param size of its body, about 1
 * @param facesLeft whether the outlines are mirrored
 * @param stand from the coordinates of the outlines to those of the image, for what stands on the ground
 * @param lean the same, for the body, which leans over its legs
 */
record Pose(BirdShape shape, double size, boolean facesLeft, AffineTransform stand, AffineTransform lean) {
    /** Draws a pose, in an image that {@code frame} leads to from the unit square. */
    static Pose draw(BirdAttributes bird, SplittableRandom random, AffineTransform frame) {
        BirdShape shape = shape(bird, random);
        double scale = bird.size() == Size.SMALL ? 0.9 : bird.size() == Size.MEDIUM ? 0.97 : 1.04;
        boolean left = random.nextInt(2) == 0;
        AffineTransform stand = new AffineTransform(frame);
        stand.translate(0.5 + between(random, 0.035), BirdShape.FEET);
        stand.scale(left ? -scale : scale, scale * (1 + between(random, 0.03)));
        stand.translate(-0.475, -BirdShape.FEET);
        AffineTransform lean = new AffineTransform(stand);
        lean.rotate(between(random, 0.17), 0.48, 0.66);
        return new Pose(shape, scale, left, stand, lean);
    }

    /** Small birds have large heads, as they do. */
    private static BirdShape shape(BirdAttributes bird, SplittableRandom random) {
        double head = bird.size() == Size.SMALL ? 0.135 : bird.size() == Size.MEDIUM ? 0.12 : 0.105;
        return new BirdShape(
                0.67 + between(random, 0.02),
                0.275 + between(random, 0.025) + 0.4 * (head - 0.12),
                head,
                between(random, 0.02),
                between(random, 0.02),
                between(random, 0.06));
    }

    private static double between(SplittableRandom random, double most) {
        return most * (2 * random.nextDouble() - 1);
    }
}
