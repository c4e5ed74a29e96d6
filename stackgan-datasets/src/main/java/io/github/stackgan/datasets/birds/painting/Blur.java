package io.github.stackgan.datasets.birds.painting;

/** Running means, which cost the same at any radius. */
final class Blur {
    private Blur() {}

    /**
     * Blurs a grid twice, which is close to a Gaussian; beyond the edge it goes on as at the edge. The grid itself is
     * left as it is.
     */
    static float[] twice(float[] grid, int width, int height, double radius) {
        int r = Math.max(1, (int) Math.round(radius / 2));
        float[] a = new float[grid.length];
        float[] b = new float[grid.length];
        lines(grid, a, height, width, width, 1, r);
        lines(a, b, height, width, width, 1, r);
        lines(b, a, width, height, 1, width, r);
        lines(a, b, width, height, 1, width, r);
        return b;
    }

    private static void lines(float[] from, float[] to, int lines, int length, int line, int step, int r) {
        float part = 1f / (2 * r + 1);
        for (int i = 0; i < lines; i++) {
            int start = i * line;
            int last = start + (length - 1) * step;
            float sum = from[start] * (r + 1);
            for (int k = 1; k <= r; k++) {
                sum += from[Math.min(start + k * step, last)];
            }
            for (int k = 0, at = start; k < length; k++, at += step) {
                to[at] = sum * part;
                sum += from[Math.min(at + (r + 1) * step, last)] - from[Math.max(at - r * step, start)];
            }
        }
    }
}
