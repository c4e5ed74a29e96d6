package io.github.stackgan.imaging;

/**
 * Gives the rows of an image, some at a time from the top, so that a large one need not be in memory as a whole.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ImageRows {
    /**
     * Some rows. They are asked for in order, each once.
     *
     * @param top the first, at least 0
     * @param count how many, from 1 to 64
     * @return rows of 0xRRGGBB (count x width)
     */
    int[] rows(int top, int count);
}
