package io.github.stackgan.datasets.birds.attributes;

/**
 * The colours of drawn birds.
 *
 * @since 0.1.0
 */
public enum BirdColour {
    /** Red. */
    RED(0xc8251f),
    /** Blue. */
    BLUE(0x2f62c9),
    /** Yellow. */
    YELLOW(0xf2cf27),
    /** Green. */
    GREEN(0x3f9a3a),
    /** Orange. */
    ORANGE(0xee7f1c),
    /** Brown. */
    BROWN(0x80522c),
    /** Black. */
    BLACK(0x26262a),
    /** White. */
    WHITE(0xf1efe9),
    /** Grey. */
    GREY(0x7d828a);

    private final int rgb;

    BirdColour(int rgb) {
        this.rgb = rgb;
    }

    /**
     * Its plain colour.
     *
     * @return 0xRRGGBB
     */
    public int rgb() {
        return rgb;
    }
}
