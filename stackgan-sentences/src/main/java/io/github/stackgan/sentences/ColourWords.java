package io.github.stackgan.sentences;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of colours that captions lack are read as names that they have. The language model does not do it: by its
 * vectors, crimson lies nearest purple, and of 52 names a linear layer that learned from the others tells 20.
 */
final class ColourWords {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** The first of each group is what the others are read as, if captions have it; else the first that they have. */
    private static final List<List<String>> GROUPS = Stream.of(
                    "red crimson scarlet ruby cherry maroon burgundy carmine vermilion cardinal",
                    "orange tangerine apricot coral",
                    "yellow golden gold lemon mustard canary saffron amber blonde blond",
                    "green emerald olive lime jade mint",
                    "blue navy azure cobalt sapphire indigo cerulean ultramarine turquoise cyan teal aqua",
                    "purple violet lavender lilac plum mauve magenta amethyst",
                    "pink rose salmon fuchsia",
                    "white snowy ivory cream pearl alabaster milky",
                    "black ebony jet onyx inky sable",
                    "grey gray silver slate ashen charcoal",
                    "brown chocolate tan chestnut bronze hazel russet umber sepia beige khaki")
            .map(group -> List.of(group.split(" ")))
            .toList();

    /** Names that are things, too: no colours where one of another group goes before, as in "a white cherry". */
    private static final Set<String> THINGS = Set.of(("cherry ruby cardinal apricot lemon mustard canary saffron olive"
                    + " lime mint lavender lilac violet plum rose salmon cream pearl jet chocolate chestnut hazel"
                    + " coral")
            .split(" "));

    private static final Map<String, List<String>> GROUP_OF = new HashMap<>();

    static {
        GROUPS.forEach(group -> group.forEach(name -> GROUP_OF.put(name, group)));
    }

    private final Set<String> known;

    private ColourWords(Set<String> known) {
        this.known = known;
    }

    /** Those names of colours that are among a dataset's words. */
    static ColourWords among(Stream<String> captions) {
        return of(captions.flatMap(caption ->
                        Arrays.stream(caption.toLowerCase(Locale.ROOT).split("\\P{L}+")))
                .collect(Collectors.toSet()));
    }

    static ColourWords of(Set<String> words) {
        Set<String> known = new TreeSet<>(words);
        known.retainAll(GROUP_OF.keySet());
        return new ColourWords(known);
    }

    /** In the order of the alphabet. */
    Set<String> known() {
        return new LinkedHashSet<>(known);
    }

    private static List<String> groupOf(String word) {
        return GROUP_OF.getOrDefault(word.toLowerCase(Locale.ROOT), List.of());
    }

    /** The sentence with known names only, as far as there are any. */
    String read(String sentence) {
        String[] before = {""};
        int[] end = {0};
        return WORD.matcher(sentence).replaceAll(match -> {
            boolean next = sentence.substring(end[0], match.start()).isBlank();
            String replacement = replacement(next ? before[0] : "", match.group());
            before[0] = match.group();
            end[0] = match.end();
            return replacement;
        });
    }

    private String replacement(String before, String word) {
        String name = word.toLowerCase(Locale.ROOT);
        List<String> group = groupOf(word);
        List<String> others = groupOf(before);
        if (known.contains(name) || THINGS.contains(name) && !others.isEmpty() && !others.equals(group)) {
            return word;
        }
        Optional<String> other = group.stream().filter(known::contains).findFirst();
        return Matcher.quoteReplacement(other.orElse(word));
    }
}
