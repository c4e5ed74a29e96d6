package io.github.stackgan.datasets.birds.painting;

/** What a part is covered with: colour and texture at every place of it. */
interface Surface {
    /**
     * Tells what is at a place.
     *
     * @param x in the part's own coordinates
     * @param y in the part's own coordinates
     * @param into where to write colour and tone
     */
    void at(double x, double y, Sample into);

    /** Colour at a place, each channel in [0, 255], and a tone near 1 by which the light there is multiplied. */
    final class Sample {
        float red;
        float green;
        float blue;
        float tone;

        void colour(int rgb) {
            red = rgb >> 16 & 255;
            green = rgb >> 8 & 255;
            blue = rgb & 255;
        }

        /** Moves the colour towards another: not at all at 0, all the way at 1. */
        void towards(int rgb, float part) {
            red += part * ((rgb >> 16 & 255) - red);
            green += part * ((rgb >> 8 & 255) - green);
            blue += part * ((rgb & 255) - blue);
        }
    }
}
