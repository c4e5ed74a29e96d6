package io.github.stackgan.datasets.birds.attributes;

import java.util.function.Function;

/**
 * Something that a caption can say of a synthetic bird.
 *
 * @since 0.1.0
 */
public enum BirdTrait {
    /** Colour of back, flanks and face. */
    BODY(BirdColour.values(), BirdAttributes::body),
    /** Colour of wing and tail. */
    WING(BirdColour.values(), BirdAttributes::wing),
    /** Colour of the underside. */
    BELLY(BirdColour.values(), BirdAttributes::belly),
    /** Colour of the top of the head. */
    CROWN(BirdColour.values(), BirdAttributes::crown),
    /** How much of the image it fills. */
    SIZE(BirdAttributes.Size.values(), BirdAttributes::size),
    /** Length of the beak. */
    BEAK_LENGTH(BirdAttributes.BeakLength.values(), BirdAttributes::beakLength),
    /** Form of the beak. */
    BEAK_SHAPE(BirdAttributes.BeakShape.values(), BirdAttributes::beakShape),
    /** Form of the tail. */
    TAIL(BirdAttributes.Tail.values(), BirdAttributes::tail),
    /** Whether there is a pale ring around the eye. */
    EYE_RING(BirdAttributes.Mark.values(), BirdAttributes::eyeRing),
    /** Whether there are two bars on the wing. */
    WING_BARS(BirdAttributes.Mark.values(), BirdAttributes::wingBars),
    /** Whether there are streaks on the breast. */
    BREAST_STRIPES(BirdAttributes.Mark.values(), BirdAttributes::breastStripes),
    /** What is behind the bird. */
    BACKGROUND(BirdAttributes.Background.values(), BirdAttributes::background);

    private final int values;
    private final Function<BirdAttributes, Enum<?>> reading;

    BirdTrait(Enum<?>[] values, Function<BirdAttributes, Enum<?>> reading) {
        this.values = values.length;
        this.reading = reading;
    }

    /**
     * How many values it has.
     *
     * @return at least 2
     */
    public int valueCount() {
        return values;
    }

    /**
     * Its value in a bird.
     *
     * @param bird any bird
     * @return the place of the value in its enum, in [0, {@link #valueCount()})
     */
    public int of(BirdAttributes bird) {
        return reading.apply(bird).ordinal();
    }

    /**
     * Whether it is a colour.
     *
     * @return true for {@link #BODY}, {@link #WING}, {@link #BELLY} and {@link #CROWN}
     */
    public boolean isColour() {
        return ordinal() <= CROWN.ordinal();
    }
}
