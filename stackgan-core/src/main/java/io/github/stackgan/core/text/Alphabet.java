package io.github.stackgan.core.text;

import java.util.Locale;

/**
 * How char-CNN-RNN sees a sentence: one column of 70 for each of its first 201 characters, in lower case, a single 1 in the row
 * of the character; what is missing at the end stays 0. Characters that the alphabet does not have are read as spaces, as the
 * PyTorch port does.
 */
final class Alphabet {
    static final int LENGTH = 201;

    /** '-' stands twice; the later row wins. */
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\"/\\|_@#$%^&*~`+-=<>()[]{} ";

    static final int SIZE = CHARACTERS.length();

    private Alphabet() {}

    /** Writes a sentence as (70, 201). */
    static void write(String sentence, float[] into, int offset) {
        String lower = sentence.toLowerCase(Locale.ROOT);
        for (int i = 0; i < Math.min(LENGTH, lower.length()); i++) {
            int row = CHARACTERS.lastIndexOf(lower.charAt(i));
            into[offset + (row < 0 ? SIZE - 1 : row) * LENGTH + i] = 1;
        }
    }
}
