package io.github.stackgan.imaging;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lines of an image, of which only those in use have memory; few enough to stay in the cache. */
final class Lines {
    private final int[][] lines;
    private final int length;
    private final Deque<int[]> spare = new ArrayDeque<>();
    private int first;

    Lines(int count, int length) {
        lines = new int[count][];
        this.length = length;
    }

    /** All lines; those between the last release and the last claim may be used. */
    int[][] array() {
        return lines;
    }

    /** Gives memory to more lines; what is in it is of no meaning. */
    void claim(int from, int to) {
        for (int i = from; i < to; i++) {
            int[] line = spare.poll();
            lines[i] = line == null ? new int[length] : line;
        }
    }

    /** Takes the memory of all lines before one. */
    void releaseBefore(int end) {
        for (; first < end; first++) {
            spare.push(lines[first]);
        }
    }

    /** Takes all memory; lines may be claimed anew from the first on. */
    void releaseAll() {
        releaseBefore(lines.length);
        first = 0;
    }
}
