package io.github.stackgan.imaging;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Resizes one picture of 8 bits as Pillow does: along the lines first, rounded to 8 bits, then across them, both in whole numbers.
 * Pixels are 0xRRGGBB.
 *
 * <p>Both ways are the same sum of weighted lines, the first one over columns. A line is an array of its own that holds its reds, then
 * its greens, then its blues: so every inner loop runs over whole arrays at one index, which Java's compiler makes vector
 * instructions of. The picture passes in strips, so that what is worked on stays in the cache.
 */
final class EightBit {
    private static final int HALF = 1 << (Taps.FRACTION_BITS - 1);
    private static final int STRIP = 64;

    /** Strips are turned in squares of so many pixels. */
    private static final int TILE = 16;

    private final Pixels pixels;
    private final int height;
    private final int width;
    private final int[] result;
    private final int toWidth;
    private final Taps along;
    private final Taps across;
    private final int[][] columns;
    private final int[] column = new int[3 * STRIP];

    /** Rows of the final width that are still needed, and arrays of ones that are not. */
    private final int[][] rows;

    private final Deque<int[]> spare = new ArrayDeque<>();

    /**
     * Where a picture's pixels lie.
     *
     * @param values 0xRRGGBB, with the pixels of other pictures before, between and after, if need be
     * @param start where the first is
     * @param stride from one row to the next
     */
    record Pixels(int[] values, int start, int stride) {}

    private EightBit(Kernel kernel, Pixels pixels, int height, int width, int toHeight, int toWidth) {
        this.pixels = pixels;
        this.height = height;
        this.width = width;
        this.toWidth = toWidth;
        result = new int[toHeight * toWidth];
        along = Taps.of(kernel, width, toWidth);
        across = Taps.of(kernel, height, toHeight);
        columns = new int[width][3 * STRIP];
        rows = new int[height][];
    }

    static int[] resize(Kernel kernel, Pixels pixels, int height, int width, int toHeight, int toWidth) {
        return new EightBit(kernel, pixels, height, width, toHeight, toWidth).run();
    }

    private int[] run() {
        int[][] alongWeights = along.fixedPoint();
        int[][] acrossWeights = across.fixedPoint();
        int[] sum = new int[3 * toWidth];
        int next = 0;
        int needed = 0;
        for (int top = 0; top < height; top += STRIP) {
            int count = Math.min(STRIP, height - top);
            fillColumns(top, count);
            for (int y = top; y < top + count; y++) {
                int[] row = spare.poll();
                rows[y] = row == null ? new int[3 * toWidth] : row;
            }
            narrow(alongWeights, top, count);
            for (; next < across.size() && across.first(next) + acrossWeights[next].length <= top + count; next++) {
                for (; needed < across.first(next); needed++) {
                    spare.add(rows[needed]);
                }
                sum(acrossWeights[next], rows, across.first(next), sum);
                pack(sum, next * toWidth);
            }
        }
        return result;
    }

    private void fillColumns(int top, int count) {
        int[] values = pixels.values();
        int stride = pixels.stride();
        for (int from = 0; from < count; from += TILE) {
            int to = Math.min(count, from + TILE);
            for (int x = 0; x < width; x++) {
                int[] levels = columns[x];
                for (int y = from, at = pixels.start() + (top + from) * stride + x; y < to; y++, at += stride) {
                    int pixel = values[at];
                    levels[y] = pixel >> 16 & 255;
                    levels[y + STRIP] = pixel >> 8 & 255;
                    levels[y + 2 * STRIP] = pixel & 255;
                }
            }
        }
    }

    /** Makes rows of the final width of the columns of a strip. */
    private void narrow(int[][] weights, int top, int count) {
        for (int x = 0; x < toWidth; x++) {
            sum(weights[x], columns, along.first(x), column);
            for (int y = 0; y < count; y++) {
                int[] row = rows[top + y];
                row[x] = column[y];
                row[x + toWidth] = column[y + STRIP];
                row[x + 2 * toWidth] = column[y + 2 * STRIP];
            }
        }
    }

    /** Weighted lines, from the first that counts, rounded to 8 bits. */
    private static void sum(int[] weights, int[][] lines, int first, int[] sum) {
        Arrays.fill(sum, HALF);
        int j = 0;
        for (; j + 1 < weights.length; j += 2) {
            add(lines[first + j], weights[j], lines[first + j + 1], weights[j + 1], sum);
        }
        if (j < weights.length) {
            add(lines[first + j], weights[j], sum);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(0, Math.min(255, sum[i] >> Taps.FRACTION_BITS));
        }
    }

    private static void add(int[] levels, int weight, int[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += levels[i] * weight;
        }
    }

    private static void add(int[] levels, int weight, int[] next, int nextWeight, int[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += levels[i] * weight + next[i] * nextWeight;
        }
    }

    private void pack(int[] levels, int start) {
        for (int x = 0; x < toWidth; x++) {
            result[start + x] = levels[x] << 16 | levels[x + toWidth] << 8 | levels[x + 2 * toWidth];
        }
    }
}
