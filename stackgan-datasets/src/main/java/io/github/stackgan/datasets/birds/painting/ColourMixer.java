package io.github.stackgan.datasets.birds.painting;

import java.awt.Color;

/** Lighter, darker and mixed colours. */
final class ColourMixer {
    private ColourMixer() {}

    /** Mixes two colours: all of the first at 0, all of the second at 1. */
    static Color mix(Color a, Color b, double part) {
        return new Color(
                channel(a.getRed(), b.getRed(), part),
                channel(a.getGreen(), b.getGreen(), part),
                channel(a.getBlue(), b.getBlue(), part));
    }

    private static int channel(int a, int b, double part) {
        return (int) Math.max(0, Math.min(255, Math.round(a + (b - a) * part)));
    }

    static Color lighter(Color c, double part) {
        return mix(c, Color.WHITE, part);
    }

    static Color darker(Color c, double part) {
        return mix(c, Color.BLACK, part);
    }

    static Color clear(Color c, double opacity) {
        return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * opacity));
    }
}
