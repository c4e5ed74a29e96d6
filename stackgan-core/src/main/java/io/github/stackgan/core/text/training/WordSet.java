package io.github.stackgan.core.text.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The different words of a caption, in any script and case, as numbers, so that thousands of captions can be compared
 * for every batch.
 */
final class WordSet {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final int[] numbers;

    private WordSet(int[] numbers) {
        this.numbers = numbers;
    }

    /** Gives every word a number. For one thread. */
    static final class Numbering {
        private final Map<String, Integer> numbers = new HashMap<>();

        WordSet of(String sentence) {
            return new WordSet(split(sentence)
                    .mapToInt(word -> numbers.computeIfAbsent(word, w -> numbers.size()))
                    .sorted()
                    .distinct()
                    .toArray());
        }
    }

    static Stream<String> split(String sentence) {
        return GAP.splitAsStream(sentence.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty());
    }

    /** The part of the words of either caption that are in both (Jaccard), in [0, 1]; of two empty ones 1. */
    double likeness(WordSet other) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < numbers.length && j < other.numbers.length) {
            int difference = numbers[i] - other.numbers[j];
            shared += difference == 0 ? 1 : 0;
            i += difference <= 0 ? 1 : 0;
            j += difference >= 0 ? 1 : 0;
        }
        int either = numbers.length + other.numbers.length - shared;
        return either == 0 ? 1 : (double) shared / either;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordSet words && Arrays.equals(numbers, words.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }
}
