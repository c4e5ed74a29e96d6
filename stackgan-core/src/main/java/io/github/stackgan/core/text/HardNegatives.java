package io.github.stackgan.core.text;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Sentences that are like a given one but for one or two words: these are exchanged for others that the dataset has between the same two
 * neighbours, as in "a bird with a red crown" and "a bird with a blue crown". Few datasets have so many sentences that a batch, or even
 * the whole of them, holds such pairs.
 */
final class HardNegatives {
    private static final Pattern WORD = Pattern.compile("\\w+");

    /** So many words are exchanged, at most. */
    private static final int LONGEST = 2;

    /** Words that are in fewer sentences may be slips of the pen. */
    private static final int RAREST = 2;

    private final Map<Gap, List<String>> fillings = new HashMap<>();

    /** Where words are missing: their neighbours in lower case, empty at the ends of a sentence, and how many there were. */
    private record Gap(String before, String after, int words) {}

    /** A part of a sentence. */
    private record Place(String sentence, Gap gap, int start, int end) {
        String filling() {
            return sentence.substring(start, end).toLowerCase(Locale.ROOT);
        }

        String filledWith(String other) {
            return sentence.substring(0, start) + other + sentence.substring(end);
        }
    }

    private HardNegatives() {}

    /** No sentence has any. */
    static HardNegatives none() {
        return new HardNegatives();
    }

    /** Learns how a dataset's sentences are made. */
    static HardNegatives of(CaptionedImages data) {
        Map<Gap, Map<String, Integer>> counts = new HashMap<>();
        SampleSentences.of(data).flatMap(sentence -> places(sentence).stream()).forEach(place -> counts.computeIfAbsent(
                        place.gap(), gap -> new TreeMap<>())
                .merge(place.filling(), 1, Integer::sum));
        HardNegatives negatives = new HardNegatives();
        counts.forEach((gap, found) -> {
            List<String> frequent = found.entrySet().stream()
                    .filter(entry -> entry.getValue() >= RAREST)
                    .map(Map.Entry::getKey)
                    .toList();
            if (frequent.size() > 1) {
                negatives.fillings.put(gap, frequent);
            }
        });
        return negatives;
    }

    private static List<Place> places(String sentence) {
        List<MatchResult> words = WORD.matcher(sentence).results().toList();
        List<Place> places = new ArrayList<>();
        for (int length = 1; length <= LONGEST; length++) {
            for (int from = 0; from + length <= words.size(); from++) {
                int next = from + length;
                String before = from == 0 ? "" : words.get(from - 1).group().toLowerCase(Locale.ROOT);
                String after =
                        next == words.size() ? "" : words.get(next).group().toLowerCase(Locale.ROOT);
                Gap gap = new Gap(before, after, length);
                places.add(new Place(
                        sentence,
                        gap,
                        words.get(from).start(),
                        words.get(next - 1).end()));
            }
        }
        return places;
    }

    /**
     * Sentences like a given one, all different; fewer than wanted if chance does not find more, none for a sentence that has nothing to
     * exchange.
     */
    List<String> of(String sentence, int count, RandomStream random) {
        List<Place> places = places(sentence).stream()
                .filter(place -> !fillings(place).isEmpty())
                .toList();
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < 2 * count && found.size() < count && !places.isEmpty(); i++) {
            Place place = places.get(random.nextInt(places.size()));
            List<String> choices = fillings(place);
            String filling = choices.get(random.nextInt(choices.size()));
            if (!filling.equals(place.filling())) {
                found.add(place.filledWith(filling));
            }
        }
        return List.copyOf(found);
    }

    private List<String> fillings(Place place) {
        return fillings.getOrDefault(place.gap(), List.of());
    }
}
