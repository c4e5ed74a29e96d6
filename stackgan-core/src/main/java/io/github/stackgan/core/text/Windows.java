package io.github.stackgan.core.text;

import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows of numbers as a window sees them that moves along each row. What it sees again, in the same row or in another,
 * keeps its number: captions share words, and behind its end a text is the same everywhere, so that a layer over
 * different contents has far less to compute than one over places.
 *
 * @param contents what the window sees, (D, size), each once and in the order in which they are met
 * @param rows which of them it sees at each place of each row, from 0 to D - 1
 */
record Windows(int[][] contents, int[][] rows) {
    /**
     * Moves a window along rows.
     *
     * @param rows any numbers, each row at least as long as the window
     * @param size how many of them the window sees
     * @param step how far it moves
     */
    static Windows over(int[][] rows, int size, int step) {
        Map<IntBuffer, Integer> numbers = new LinkedHashMap<>();
        int[][] seen = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            seen[i] = new int[(rows[i].length - size) / step + 1];
            for (int place = 0; place < seen[i].length; place++) {
                IntBuffer content = IntBuffer.wrap(rows[i], place * step, size);
                seen[i][place] = numbers.computeIfAbsent(content, c -> numbers.size());
            }
        }
        return new Windows(numbers.keySet().stream().map(Windows::copy).toArray(int[][]::new), seen);
    }

    private static int[] copy(IntBuffer content) {
        int[] copy = new int[content.remaining()];
        content.duplicate().get(copy);
        return copy;
    }
}
