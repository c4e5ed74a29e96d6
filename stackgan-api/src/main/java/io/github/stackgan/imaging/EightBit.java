package io.github.stackgan.imaging;

import java.awt.Rectangle;
import java.util.Arrays;

/**
 * Resizes one image of 8 bits as Pillow does: along the lines first, rounded to 8 bits, then across them, both in whole
 * numbers. The result's pixels are 0xRRGGBB.
 *
 * <p>Both ways are the same sum of weighted lines, the first one over columns. A line is an array of its own that holds
 * its reds, then its greens, then its blues: so every inner loop runs over whole arrays at one index, which Java's
 * compiler makes vector instructions of. The image passes in strips, so that what is worked on stays in the cache.
 */
final class EightBit {
    private static final int HALF = 1 << (Taps.FRACTION_BITS - 1);

    /** Rows that are worked on at a time. */
    static final int STRIP = 64;

    /** Columns of a strip that are read at a time. */
    static final int TILE = 16;

    private final Source source;
    private final int height;
    private final int[] result;
    private final int toWidth;
    private final Taps along;
    private final Taps across;
    private final Lines columns;
    private final Lines rows;
    private final int[] column = new int[3 * STRIP];

    /** Gives the image, a rectangle at a time. */
    @FunctionalInterface
    interface Source {
        /**
         * Writes the reds, greens and blues of {@code part} into the thirds of an array for each of the image's
         * columns.
         */
        void fill(Rectangle part, int[][] columns);
    }

    /**
     * Pixels as 0xRRGGBB.
     *
     * @param values the pixels, with those of other images before, between and after, if need be
     * @param start where the first is
     * @param stride from one row to the next
     */
    record Pixels(int[] values, int start, int stride) implements Source {
        @Override
        public void fill(Rectangle part, int[][] columns) {
            for (int x = part.x; x < part.x + part.width; x++) {
                int[] levels = columns[x];
                for (int y = 0, at = start + part.y * stride + x; y < part.height; y++, at += stride) {
                    int pixel = values[at];
                    levels[y] = pixel >> 16 & 255;
                    levels[y + STRIP] = pixel >> 8 & 255;
                    levels[y + 2 * STRIP] = pixel & 255;
                }
            }
        }
    }

    /** Rows that come as they are asked for, of which one strip is kept. */
    static final class Passing implements Source {
        private final ImageRows rows;
        private final int width;
        private int top = -1;
        private int[] strip = new int[0];

        Passing(ImageRows rows, int width) {
            this.rows = rows;
            this.width = width;
        }

        @Override
        public void fill(Rectangle part, int[][] columns) {
            if (part.y != top) {
                strip = rows.rows(part.y, part.height);
                top = part.y;
            }
            new Pixels(strip, -top * width, width).fill(part, columns);
        }
    }

    private EightBit(Kernel kernel, Source source, int height, int width, int toHeight, int toWidth) {
        this.source = source;
        this.height = height;
        this.toWidth = toWidth;
        result = new int[toHeight * toWidth];
        along = Taps.of(kernel, width, toWidth);
        across = Taps.of(kernel, height, toHeight);
        columns = new Lines(width, 3 * STRIP);
        rows = new Lines(height, 3 * toWidth);
    }

    static int[] resize(Kernel kernel, Source source, int height, int width, int toHeight, int toWidth) {
        return new EightBit(kernel, source, height, width, toHeight, toWidth).run();
    }

    private int[] run() {
        int[][] alongWeights = along.fixedPoint();
        int[][] acrossWeights = across.fixedPoint();
        int[] sum = new int[3 * toWidth];
        int next = 0;
        for (int top = 0; top < height; top += STRIP) {
            int end = Math.min(height, top + STRIP);
            rows.claim(top, end);
            narrow(alongWeights, top, end);
            for (; next < across.size() && across.first(next) + acrossWeights[next].length <= end; next++) {
                rows.releaseBefore(across.first(next));
                sum(acrossWeights[next], rows.array(), across.first(next), sum);
                pack(sum, next * toWidth);
            }
        }
        return result;
    }

    /** Makes rows of the final width of the columns of a strip. */
    private void narrow(int[][] weights, int top, int bottom) {
        int width = columns.array().length;
        int next = 0;
        for (int left = 0; left < width; left += TILE) {
            int end = Math.min(width, left + TILE);
            columns.claim(left, end);
            source.fill(new Rectangle(left, top, end - left, bottom - top), columns.array());
            for (; next < toWidth && along.first(next) + weights[next].length <= end; next++) {
                columns.releaseBefore(along.first(next));
                sum(weights[next], columns.array(), along.first(next), column);
                for (int y = top; y < bottom; y++) {
                    int[] row = rows.array()[y];
                    row[next] = column[y - top];
                    row[next + toWidth] = column[y - top + STRIP];
                    row[next + 2 * toWidth] = column[y - top + 2 * STRIP];
                }
            }
        }
        columns.releaseAll();
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
            sum[i] = RgbConverter.clipped(sum[i] >> Taps.FRACTION_BITS);
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
