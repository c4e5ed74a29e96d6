package io.github.stackgan.datasets.birds.painting;

/**
 * A coat of overlapping feathers that grow away from a point, in rows like shingles, small near the point and larger
 * further off. One place at a time: {@link #locate} finds the feather that lies on top there.
 */
final class FeatherTexture {
    /** How much shorter a feather is at its sides than at its middle. */
    private static final double ROUND = 1.7;

    private static final double ASPECT = 0.85;

    private final double x;
    private final double y;
    private final double rows;
    private final int pixels;

    /** Which row of feathers, counted from the point, and which feather of the row. */
    int row;

    int feather;
    /** Across the feather, in [-0.5, 0.5]. */
    double across;
    /** Along it: under 0 where the row above has just ended, 1 at the tip of its middle. */
    double along;
    /** How much of texture as fine as a feather an image of this size can show, in [0, 1]. */
    float visible;
    /** Fine streaks along the feathers, in [-1, 1], already faded. */
    float streak;

    private double fromEdge;

    FeatherTexture(double x, double y, double rows, int pixels) {
        this.x = x;
        this.y = y;
        this.rows = rows;
        this.pixels = pixels;
    }

    void locate(double px, double py) {
        double dx = x - px;
        double dy = py - y;
        double root = Math.sqrt(Math.sqrt(dx * dx + dy * dy));
        double q = rows * root;
        double turn = angle(dy, dx);
        row = (int) q;
        along = q - row;
        place(turn);
        fromEdge = 1 - ROUND * across * across - along;
        if (fromEdge < 0) {
            row++;
            along -= 1;
            place(turn);
        }
        double size = pixels * 2 * root / rows;
        visible = fade(size);
        streak = fade(size / 3) * Noise.at(q * 1.6, (feather + across) * 6.5 + 37 * row);
    }

    private void place(double turn) {
        double cells = Math.rint(Math.PI * (row + 1) / ASPECT);
        double c = (turn + 0.5) * cells + 0.5 * (row & 1) + 0.35 * Noise.cell(row, 7);
        feather = Noise.floor(c);
        across = c - feather - 0.5;
    }

    /** Light on a feather: brighter to its tip, in shadow just under the tips of the row above. */
    float relief(double depth) {
        double lift = fromEdge < 0
                ? -1 + Math.min(1, -fromEdge / 0.45)
                : 0.55 * Noise.step(0.3, 1, along) - 0.25 * Noise.step(0, 0.12, 0.12 - fromEdge);
        return (float) (depth * visible * (lift + 0.35 * Noise.cell(row, feather)));
    }

    /** None of a texture is shown when a period of it is under about a pixel and a half, as a lens would blur it. */
    static float fade(double period) {
        return (float) Math.max(0, Math.min(1, (period - 1.5) / 2.5));
    }

    /**
     * The angle of a direction as a part of a turn, in [-0.5, 0.5], to a thousandth; ten times as fast as the exact
     * one.
     */
    static double angle(double dy, double dx) {
        double ax = Math.abs(dx);
        double ay = Math.abs(dy);
        double t = Math.min(ax, ay) / (Math.max(ax, ay) + 1e-12);
        double turn = t * (0.125 + 0.04345 * (1 - t));
        if (ay > ax) {
            turn = 0.25 - turn;
        }
        if (dx < 0) {
            turn = 0.5 - turn;
        }
        return dy < 0 ? -turn : turn;
    }
}
