package io.github.stackgan;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of the captions that a model learned from, and how often each came. A word is a run of letters and digits,
 * in lower case. The {@value #MOST} most frequent are kept, of at most {@value #LONGEST} characters each; all others
 * count as never seen.
 *
 * @since 0.1.0
 */
public final class Vocabulary {
    /** Words that are kept. */
    public static final int MOST = 65_536;

    /** How much seldomer than the right word a slip of captions is. */
    private static final long SLIPPED = 100;

    /** Characters of a word that is kept. */
    public static final int LONGEST = 40;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Vocabulary EMPTY = new Vocabulary(Map.of());

    private final Map<String, Integer> counts;

    private Vocabulary(Map<String, Integer> counts) {
        this.counts = counts;
    }

    /**
     * No word at all, as models have it that were not trained yet, or by a version that kept none.
     *
     * @return the empty vocabulary
     */
    public static Vocabulary empty() {
        return EMPTY;
    }

    /**
     * The words of a dataset.
     *
     * @param data whose captions to read, all of them
     * @return their words
     */
    public static Vocabulary of(CaptionedImages data) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < data.size(); i++) {
            data.captions(i).forEach(caption -> words(caption).forEach(word -> counts.merge(word, 1, Integer::sum)));
        }
        return of(counts);
    }

    /**
     * Words that were counted before.
     *
     * @param counts word, in lower case, and how often it came, at least 1; copied
     * @return the vocabulary
     * @throws IllegalArgumentException if a count is below 1
     */
    public static Vocabulary of(Map<String, Integer> counts) {
        counts.forEach((word, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "the count of a word of a vocabulary is " + count + ", but must be at least 1");
            }
        });
        Map<String, Integer> kept = new LinkedHashMap<>();
        counts.entrySet().stream()
                .filter(entry -> entry.getKey().length() <= LONGEST)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return new Vocabulary(Collections.unmodifiableMap(kept));
    }

    /** The words of a text, in order, in lower case. */
    static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /**
     * Words and counts.
     *
     * @return the most frequent first, of equal ones in the order of the alphabet; unmodifiable
     */
    public Map<String, Integer> counts() {
        return counts;
    }

    /**
     * Both vocabularies' words, for a model that learned from one dataset after another.
     *
     * @param other the other
     * @return each word with the larger of its counts, so that joining the same words again changes nothing
     */
    public Vocabulary and(Vocabulary other) {
        Map<String, Integer> both = new HashMap<>(counts);
        other.counts.forEach((word, count) -> both.merge(word, count, Math::max));
        return of(both);
    }

    /**
     * What a word that is not here is likely to have been meant as: a word with the same first letter that is one slip
     * of the hand away (a letter too many, too few, another one, or two that changed places), or two in words of seven
     * letters and more. Where captions have that slip themselves, a hundred times as seldom as the right word, it is
     * this.
     *
     * @param word in lower case
     * @return the one with fewest slips, and of those the most frequent; empty for words of under three letters, or if
     *     none is so near
     */
    public Optional<String> nearest(String word) {
        return nearest(word, word.length() < 3 ? 0 : word.length() < 7 ? 1 : 2, 1)
                .map(found -> nearest(found, 1, SLIPPED * count(found)).orElse(found));
    }

    private int count(String word) {
        return counts.getOrDefault(word, 0);
    }

    /** The nearest of the words that came so often. */
    private Optional<String> nearest(String word, int slips, long often) {
        return counts.keySet().stream()
                .filter(known -> slips > 0
                        && count(known) >= often
                        && known.charAt(0) == word.charAt(0)
                        && Math.abs(known.length() - word.length()) <= slips)
                .map(known -> Map.entry(known, slips(word, known)))
                .filter(entry -> entry.getValue() <= slips)
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    /** The optimal string alignment distance: Levenshtein's, and neighbours that change places once. */
    private static int slips(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(table[i - 1][j - 1] + change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                table[i][j] = swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
            }
        }
        return table[one.length()][other.length()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(counts);
    }

    @Override
    public String toString() {
        return counts.size() + " words";
    }
}
