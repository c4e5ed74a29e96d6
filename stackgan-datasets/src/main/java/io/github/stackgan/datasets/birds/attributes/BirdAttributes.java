package io.github.stackgan.datasets.birds.attributes;

import java.util.SplittableRandom;

/**
 * Everything that a sentence could say of a drawn bird.
 *
 * @param body colour of back, flanks and face
 * @param wing colour of wing and tail
 * @param belly colour of the underside
 * @param crown colour of the top of the head
 * @param size how much of the image it fills
 * @param beakLength length of the beak
 * @param beakShape form of the beak
 * @param tail form of the tail
 * @param eyeRing whether there is a pale ring around the eye
 * @param wingBars whether there are two bars on the wing, pale, or dark on a wing that is pale itself
 * @param breastStripes whether there are streaks on the breast, dark, or pale on a black one
 * @param background what is behind it
 * @since 0.1.0
 */
public record BirdAttributes(
        BirdColour body,
        BirdColour wing,
        BirdColour belly,
        BirdColour crown,
        Size size,
        BeakLength beakLength,
        BeakShape beakShape,
        Tail tail,
        Mark eyeRing,
        Mark wingBars,
        Mark breastStripes,
        Background background) {
    /** How much of the image the bird fills. */
    public enum Size {
        /** A small bird: compact, with a large head. */
        SMALL,
        /** A medium bird. */
        MEDIUM,
        /** A large bird: long, with a small head. */
        LARGE
    }

    /** Length of the beak. */
    public enum BeakLength {
        /** Under half a head. */
        SHORT,
        /** Over half a head. */
        LONG
    }

    /** Form of the beak. */
    public enum BeakShape {
        /** A thin straight cone. */
        POINTED,
        /** A deep cone, as a seed eater's. */
        THICK,
        /** Bent downwards. */
        CURVED
    }

    /** Form of the tail. */
    public enum Tail {
        /** Ends soon behind the wing. */
        SHORT,
        /** As long as the body. */
        LONG,
        /** Two points, as a swallow's. */
        FORKED
    }

    /** Whether a mark is there. */
    public enum Mark {
        /** It is not. */
        ABSENT,
        /** It is. */
        PRESENT
    }

    /** What is behind the bird. */
    public enum Background {
        /** Blue sky with clouds. */
        SKY,
        /** Green leaves. */
        LEAVES,
        /** Water with ripples. */
        WATER,
        /** Snow. */
        SNOW,
        /** A bough, before blurred woods. */
        BRANCH
    }

    private static final double PLAIN = 0.35;
    private static final double PLAIN_WING = 0.15;
    private static final double PLAIN_CROWN = 0.3;
    private static final double PLAIN_BELLY = 0.12;

    /**
     * Draws attributes: wing and crown are both of the body's colour in about two birds of five, so that short
     * sentences fit.
     *
     * @param random decides all of them
     * @return a bird
     */
    public static BirdAttributes random(SplittableRandom random) {
        BirdColour body = any(random, BirdColour.values());
        boolean plain = random.nextDouble() < PLAIN;
        return new BirdAttributes(
                body,
                random.nextDouble() < (plain ? 1 : PLAIN_WING) ? body : any(random, BirdColour.values()),
                random.nextDouble() < PLAIN_BELLY ? body : any(random, BirdColour.values()),
                random.nextDouble() < (plain ? 1 : PLAIN_CROWN) ? body : any(random, BirdColour.values()),
                any(random, Size.values()),
                any(random, BeakLength.values()),
                any(random, BeakShape.values()),
                any(random, Tail.values()),
                mark(random, 4),
                mark(random, 3),
                mark(random, 4),
                any(random, Background.values()));
    }

    private static Mark mark(SplittableRandom random, int oneIn) {
        return random.nextInt(oneIn) == 0 ? Mark.PRESENT : Mark.ABSENT;
    }

    private static <T> T any(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /**
     * The class: the combination of the four colours.
     *
     * @return its number, in [0, 9^4)
     */
    public int colourClass() {
        int n = BirdColour.values().length;
        return ((body.ordinal() * n + wing.ordinal()) * n + belly.ordinal()) * n + crown.ordinal();
    }
}
