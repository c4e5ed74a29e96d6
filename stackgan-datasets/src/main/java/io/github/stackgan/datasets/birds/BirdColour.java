package io.github.stackgan.datasets.birds;

import java.awt.Color;
import java.util.List;

/**
 * The colours of drawn birds.
 *
 * @since 0.1.0
 */
public enum BirdColour {
    /** Red. */
    RED(0xc8251f, "red", "crimson"),
    /** Blue. */
    BLUE(0x2f62c9, "blue"),
    /** Yellow. */
    YELLOW(0xf2cf27, "yellow"),
    /** Green. */
    GREEN(0x3f9a3a, "green"),
    /** Orange. */
    ORANGE(0xee7f1c, "orange"),
    /** Brown. */
    BROWN(0x80522c, "brown"),
    /** Black. */
    BLACK(0x26262a, "black"),
    /** White. */
    WHITE(0xf1efe9, "white"),
    /** Grey. */
    GREY(0x7d828a, "grey", "gray");

    private final Color paint;
    private final List<String> words;

    BirdColour(int rgb, String... words) {
        this.paint = new Color(rgb);
        this.words = List.of(words);
    }

    /** Its plain colour, as 0xRRGGBB. */
    int rgb() {
        return paint.getRGB() & 0xffffff;
    }

    Color paint() {
        return paint;
    }

    /** What it is called; the first word is the usual one. */
    List<String> words() {
        return words;
    }
}
