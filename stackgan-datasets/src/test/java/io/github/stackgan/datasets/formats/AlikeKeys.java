package io.github.stackgan.datasets.formats;

import java.util.ArrayList;
import java.util.List;

/** Keys whose plain hash codes in Java are all the same number. */
final class AlikeKeys {
    private static final int PAIRS = 16;

    /** Of "AaAa...", as of every other text made of "Aa" and "BB". */
    private static final int CODE = "Aa".repeat(PAIRS).hashCode();

    private AlikeKeys() {}

    static List<String> texts(int count) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < PAIRS; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Long's code is the upper half of its bits XOR the lower one; Double's is that of its bits. */
    static long bits(int i) {
        return (long) i << 32 | (i ^ CODE) & 0xffffffffL;
    }
}
