package io.github.stackgan.datasets.birds.painting;

import java.util.SplittableRandom;

/**
 * Smooth noise that depends on the place alone: a texture is the same whatever the size of the image it is drawn in.
 */
final class Noise {
    private static final int SIDE = 256;
    private static final int MASK = SIDE - 1;

    /** Values in [-1, 1]; written once, here. */
    private static final float[] LATTICE = lattice();

    private Noise() {}

    private static float[] lattice() {
        SplittableRandom random = new SplittableRandom(20);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** In [-1, 1], with about two units of the coordinates from hill to hill. */
    static float at(double x, double y) {
        int x0 = floor(x);
        int y0 = floor(y);
        float fx = smooth((float) (x - x0));
        float fy = smooth((float) (y - y0));
        int row = (y0 & MASK) * SIDE;
        int next = (y0 + 1 & MASK) * SIDE;
        int left = x0 & MASK;
        int right = x0 + 1 & MASK;
        float top = LATTICE[row + left] + fx * (LATTICE[row + right] - LATTICE[row + left]);
        float bottom = LATTICE[next + left] + fx * (LATTICE[next + right] - LATTICE[next + left]);
        return top + fy * (bottom - top);
    }

    /** In [-1, 1], unrelated for neighbouring pairs. */
    static float cell(int i, int j) {
        return LATTICE[(j * 57 + i * 131 & MASK) * SIDE + (i * 17 + j * 101 & MASK)];
    }

    static int floor(double x) {
        int i = (int) x;
        return x < i ? i - 1 : i;
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    /** 0 below {@code low}, 1 above {@code high}, smooth between. */
    static float step(double low, double high, double x) {
        return smooth((float) Math.max(0, Math.min(1, (x - low) / (high - low))));
    }
}
