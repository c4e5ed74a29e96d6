package io.github.stackgan.core.text.training;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.text.SampleSentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The words, and pairs of neighbouring words, that a dataset's captions use again and again, in lower case; each has a
 * number.
 */
final class Phrases {
    private static final int MOST = 1000;

    /** A phrase is in at least one of so many captions. */
    private static final int RAREST = 1000;

    private final Map<String, Integer> numbers = new HashMap<>();

    private Phrases(List<String> phrases) {
        for (String phrase : phrases) {
            numbers.put(phrase, numbers.size());
        }
    }

    /** The most frequent ones, in an order that depends on the captions alone. */
    static Phrases of(CaptionedImages data) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> sentences = SampleSentences.of(data).toList();
        sentences.forEach(sentence -> in(sentence).forEach(phrase -> counts.merge(phrase, 1, Integer::sum)));
        int least = Math.max(1, sentences.size() / RAREST);
        return new Phrases(counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList());
    }

    int size() {
        return numbers.size();
    }

    /** A row for each caption: 1 where it has the phrase, 0 elsewhere. */
    float[] presence(List<String> sentences) {
        return presenceInAny(sentences.stream().map(List::of).toList());
    }

    /** A row for each group of captions: 1 where one of them has the phrase, 0 elsewhere. */
    float[] presenceInAny(List<List<String>> groups) {
        float[] presence = new float[groups.size() * size()];
        for (int i = 0; i < groups.size(); i++) {
            int row = i * size();
            groups.get(i).stream()
                    .flatMap(sentence -> in(sentence).stream())
                    .map(numbers::get)
                    .filter(Objects::nonNull)
                    .forEach(number -> presence[row + number] = 1);
        }
        return presence;
    }

    private static Set<String> in(String sentence) {
        List<String> words =
                new ArrayList<>(WordSet.split(sentence.toLowerCase(Locale.ROOT)).toList());
        Set<String> phrases = new LinkedHashSet<>(words);
        for (int i = 1; i < words.size(); i++) {
            phrases.add(words.get(i - 1) + ' ' + words.get(i));
        }
        return phrases;
    }
}
