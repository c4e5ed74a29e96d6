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
        rows(grid, a, width, height, r);
        rows(a, b, width, height, r);
        columns(b, a, width, height, r);
        columns(a, b, width, height, r);
        return b;
    }

    private static void rows(float[] from, float[] to, int width, int height, int r) {
        float part = 1f / (2 * r + 1);
        for (int start = 0; start < width * height; start += width) {
            int last = start + width - 1;
            float sum = from[start] * (r + 1);
            for (int k = 1; k <= r; k++) {
                sum += from[Math.min(start + k, last)];
            }
            for (int at = start; at <= last; at++) {
                to[at] = sum * part;
                sum += from[Math.min(at + r + 1, last)] - from[Math.max(at - r, start)];
            }
        }
    }

    /** All columns at once, row by row, as they lie in memory. */
    private static void columns(float[] from, float[] to, int width, int height, int r) {
        float part = 1f / (2 * r + 1);
        float[] sums = new float[width];
        for (int x = 0; x < width; x++) {
            sums[x] = from[x] * (r + 1);
        }
        for (int k = 1; k <= r; k++) {
            int row = Math.min(k, height - 1) * width;
            for (int x = 0; x < width; x++) {
                sums[x] += from[row + x];
            }
        }
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int entering = Math.min(y + r + 1, height - 1) * width;
            int leaving = Math.max(y - r, 0) * width;
            for (int x = 0; x < width; x++) {
                to[row + x] = sums[x] * part;
                sums[x] += from[entering + x] - from[leaving + x];
            }
        }
    }
}
