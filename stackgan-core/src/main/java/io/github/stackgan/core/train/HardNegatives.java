package io.github.stackgan.core.train;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.Table;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Texts that are like a caption but for one or two words: these are exchanged for others that the dataset has between
 * the same two neighbours, as in "a bird with a red crown" and "a bird with a blue crown".
 *
 * <p>Most exchanges make nothing false. "belly" and "breast" are said of the same image more often than chance would
 * have it, "small" and "bright" as often, while of "red" and "blue" an image is seldom both: only words are exchanged
 * that, between the same neighbours and over all of them, are said of the same image far less often than by chance,
 * and none that the image's own captions have in that place.
 *
 * @since 0.1.0
 */
final class HardNegatives {
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    /** So many words are exchanged, at most. */
    private static final int LONGEST = 2;

    /** Words that fewer images have in a place may be slips of the pen. */
    private static final int RAREST = 2;

    /** So many images are looked at, at most. */
    private static final int IMAGES = 2000;

    /** So many of a place's words, the most frequent, are held against each other. */
    private static final int MOST_FILLINGS = 40;

    /** So often two fillings should be said of one image by chance, before it says something that they are not. */
    private static final double ENOUGH = 3;

    private static final double SELDOM = 0.1;

    private final Map<Gap, Map<String, List<String>>> exchanges = new HashMap<>();

    /**
     * Where words are missing: their neighbours in lower case, empty at the ends of a text, and how many there were.
     */
    private record Gap(String before, String after, int words) {}

    /** A part of a text. */
    private record Place(String text, Gap gap, int start, int end) {
        String filling() {
            return text.substring(start, end).toLowerCase(Locale.ROOT);
        }

        String filledWith(String other) {
            return text.substring(0, start) + other + text.substring(end);
        }
    }

    /** How often two fillings are said of one image, in the gaps that both fill, and how often chance would have it. */
    private static final class Together {
        private long seen;
        private double byChance;

        boolean isSeldom() {
            return byChance >= ENOUGH && seen <= byChance * SELDOM;
        }
    }

    /** What images have in one gap: by filling, the images whose captions have it there. */
    private static final class Seen {
        private final Map<String, Set<Integer>> images = new TreeMap<>();
        private final Set<Integer> all = new HashSet<>();

        void add(String filling, int image) {
            images.computeIfAbsent(filling, f -> new HashSet<>()).add(image);
            all.add(image);
        }

        private List<String> frequent() {
            return images.entrySet().stream()
                    .filter(entry -> entry.getValue().size() >= RAREST)
                    .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                    .limit(MOST_FILLINGS)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** Adds up, for every two of the frequent fillings. */
        void addTo(Table<String, String, Together> together) {
            List<String> frequent = frequent().stream().sorted().toList();
            for (int i = 0; i < frequent.size(); i++) {
                Set<Integer> first = imagesWith(frequent.get(i));
                for (String other : frequent.subList(i + 1, frequent.size())) {
                    Set<Integer> second = imagesWith(other);
                    Together both = together.get(frequent.get(i), other);
                    if (both == null) {
                        both = new Together();
                        together.put(frequent.get(i), other, both);
                    }
                    both.seen += first.stream().filter(second::contains).count();
                    both.byChance += (double) first.size() * second.size() / all.size();
                }
            }
        }

        private Set<Integer> imagesWith(String filling) {
            return Objects.requireNonNull(images.get(filling));
        }

        /** The frequent fillings, each with those that it can be exchanged for. */
        Map<String, List<String>> exchanges(Table<String, String, Together> together) {
            Map<String, List<String>> result = new HashMap<>();
            List<String> frequent = frequent();
            for (String one : frequent) {
                List<String> others = frequent.stream()
                        .filter(other -> differs(one, other) && excludes(together, one, other))
                        .toList();
                if (!others.isEmpty()) {
                    result.put(one, others);
                }
            }
            return result;
        }

        private static boolean excludes(Table<String, String, Together> together, String one, String other) {
            Together both = one.compareTo(other) < 0 ? together.get(one, other) : together.get(other, one);
            return both != null && both.isSeldom();
        }

        /**
         * In every word: where one of two stays, the other is exchanged for what it stands beside, which tells more.
         */
        private static boolean differs(String one, String other) {
            List<String> first =
                    WORD.matcher(one).results().map(MatchResult::group).toList();
            List<String> second =
                    WORD.matcher(other).results().map(MatchResult::group).toList();
            return IntStream.range(0, first.size()).noneMatch(i -> first.get(i).equals(second.get(i)));
        }
    }

    private HardNegatives() {}

    /**
     * Learns how a dataset's captions are made.
     *
     * @param data of which at most 2,000 images are looked at, spread over it
     * @return what can be exchanged in them
     */
    public static HardNegatives of(CaptionedImages data) {
        Map<Gap, Seen> seen = new HashMap<>();
        int images = Math.min(IMAGES, data.size());
        IntStream.range(0, images)
                .map(i -> (int) ((long) i * data.size() / images))
                .forEach(image -> data.captions(image).stream()
                        .flatMap(caption -> places(caption).stream())
                        .forEach(place -> seen.computeIfAbsent(place.gap(), gap -> new Seen())
                                .add(place.filling(), image)));
        HardNegatives negatives = new HardNegatives();
        Table<String, String, Together> together = HashBasedTable.create();
        seen.values().forEach(found -> found.addTo(together));
        seen.forEach((gap, found) -> {
            Map<String, List<String>> exchanges = found.exchanges(together);
            if (!exchanges.isEmpty()) {
                negatives.exchanges.put(gap, exchanges);
            }
        });
        return negatives;
    }

    private static List<Place> places(String text) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        List<Place> places = new ArrayList<>();
        for (int length = 1; length <= LONGEST; length++) {
            for (int from = 0; from + length <= words.size(); from++) {
                int next = from + length;
                String before = from == 0 ? "" : words.get(from - 1).group().toLowerCase(Locale.ROOT);
                String after =
                        next == words.size() ? "" : words.get(next).group().toLowerCase(Locale.ROOT);
                places.add(new Place(
                        text,
                        new Gap(before, after, length),
                        words.get(from).start(),
                        words.get(next - 1).end()));
            }
        }
        return places;
    }

    /**
     * Texts like a caption, all different.
     *
     * @param caption the text
     * @param captions all of its image's, none of whose words are put in where they have them
     * @param count how many are wanted
     * @param random which words
     * @return fewer than wanted if chance does not find more, none for a text that has nothing to exchange
     */
    public List<String> of(String caption, List<String> captions, int count, RandomStream random) {
        List<Place> places = places(caption).stream()
                .filter(place -> !others(place).isEmpty())
                .toList();
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < 2 * count && found.size() < count && !places.isEmpty(); i++) {
            Place place = places.get(random.nextInt(places.size()));
            List<String> choices = others(place);
            String filling = choices.get(random.nextInt(choices.size()));
            if (!saidIn(captions, place.gap(), filling)) {
                found.add(place.filledWith(filling));
            }
        }
        return List.copyOf(found);
    }

    private List<String> others(Place place) {
        return exchanges.getOrDefault(place.gap(), Map.of()).getOrDefault(place.filling(), List.of());
    }

    private static boolean saidIn(List<String> captions, Gap gap, String filling) {
        Set<String> said = new TreeSet<>();
        captions.forEach(caption -> places(caption).stream()
                .filter(place -> place.gap().equals(gap))
                .forEach(place -> said.add(place.filling())));
        return said.contains(filling);
    }
}
