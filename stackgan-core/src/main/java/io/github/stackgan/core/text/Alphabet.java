package io.github.stackgan.core.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How char-CNN-RNN sees a text: one column of 70 for each of its first 201 characters, in lower case, a single 1 in
 * the row of the character; what is missing at the end stays 0. A character is a Unicode code point.
 *
 * @since 0.1.0
 */
public final class Alphabet {
    /** How many characters of a text are read. */
    public static final int LENGTH = 201;

    /** The characters of the rows; '-' stands twice, and the later row wins. */
    public static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\"/\\|_@#$%^&*~`+-=<>()[]{} ";

    static final int SIZE = CHARACTERS.length();

    /** Follows a sign that is to be shown as an emoji. */
    private static final int EMOJI_STYLE = 0xFE0F;

    private Alphabet() {}

    /**
     * The rows of a text's characters, for networks outside this library.
     *
     * @param text any text
     * @param unknown what an unknown character counts as
     * @return (201), a row from 0 to 69 for each character; 70 for none
     */
    public static int[] rows(String text, UnknownCharacters unknown) {
        int[] points = text.toLowerCase(Locale.ROOT).codePoints().limit(LENGTH).toArray();
        int[] rows = new int[LENGTH];
        Arrays.fill(rows, SIZE);
        for (int i = 0; i < points.length; i++) {
            rows[i] = row(points[i], unknown);
        }
        return rows;
    }

    private static int row(int point, UnknownCharacters unknown) {
        int row = CHARACTERS.lastIndexOf(point);
        int absent = unknown == UnknownCharacters.SPACE ? SIZE - 1 : SIZE;
        return row < 0 ? absent : row;
    }

    /** The characters that it lacks, each once; white space, and marks that are not seen, are no loss. */
    static List<String> unknown(String sentence) {
        return seen(sentence)
                .filter(point -> CHARACTERS.indexOf(point) < 0)
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }

    /** How many of all characters in some sentences it has, in [0, 1]; 1 where there are none. */
    static double readable(Collection<String> sentences) {
        long all = sentences.stream().flatMapToInt(Alphabet::seen).count();
        long known = sentences.stream()
                .flatMapToInt(Alphabet::seen)
                .filter(point -> CHARACTERS.indexOf(point) >= 0)
                .count();
        return all == 0 ? 1 : (double) known / all;
    }

    private static IntStream seen(String sentence) {
        return sentence.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(point -> !Character.isWhitespace(point) && !Character.isSpaceChar(point))
                .filter(point -> Character.getType(point) != Character.FORMAT
                        && Character.getType(point) != Character.CONTROL
                        && point != EMOJI_STYLE);
    }
}
