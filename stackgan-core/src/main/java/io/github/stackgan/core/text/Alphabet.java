package io.github.stackgan.core.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How char-CNN-RNN sees a text: one column of 70 for each of its first 201 characters, in lower case, a single 1 in
 * the row of the character; what is missing at the end stays 0. A character is a Unicode code point.
 */
final class Alphabet {
    static final int LENGTH = 201;

    /** '-' stands twice; the later row wins. */
    static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\"/\\|_@#$%^&*~`+-=<>()[]{} ";

    static final int SIZE = CHARACTERS.length();

    /** Follows a sign that is to be shown as an emoji. */
    private static final int EMOJI_STYLE = 0xFE0F;

    private Alphabet() {}

    /** The code points that are read, in lower case, at most 201. */
    static int[] points(String sentence) {
        return sentence.toLowerCase(Locale.ROOT).codePoints().limit(LENGTH).toArray();
    }

    /** Writes code points as (70, length) into zeros. */
    static void write(int[] points, UnknownCharacters unknown, float[] into, int offset, int length) {
        for (int i = 0; i < points.length; i++) {
            int row = CHARACTERS.lastIndexOf(points[i]);
            if (row < 0 && unknown == UnknownCharacters.SPACE) {
                row = SIZE - 1;
            }
            if (row >= 0) {
                into[offset + row * length + i] = 1;
            }
        }
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
