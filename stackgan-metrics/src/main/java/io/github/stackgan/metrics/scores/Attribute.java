package io.github.stackgan.metrics.scores;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that images show and captions say, such as the colour of a bird's belly.
 *
 * @param name what reports call it
 * @param values what each value is called in captions; the first word of each is the usual one
 * @param nouns what it is said of; a caption says a value as "red belly", at the end or before a word that joins it to
 *     what follows, or as "belly is red"
 * @since 0.1.0
 */
public record Attribute(String name, List<List<String>> values, List<String> nouns) {
    /** What may follow a noun whose colour stands before it. */
    private static final String ENDED = "(?=\\s*(?:$|[^\\s\\w]|(?:and|n|with|w|that|which|who|whose|has|have|having"
            + "|featuring|is|are|being|on|in|but|while|where|against|among|by|near|under|perched|sitting|except"
            + "|apart|aside)\\b))";

    /** After "and", no noun. */
    private static final String BEFORE_A_COLOUR = "(?:an?|the|its|dark|light|pale|bright|deep|soft|vivid)\\b";

    /** Copies the lists. */
    public Attribute {
        values = values.stream().map(List::copyOf).toList();
        nouns = List.copyOf(nouns);
        if (values.size() < 2 || nouns.isEmpty() || values.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("Attribute " + name + " has " + values.size() + " values and "
                    + nouns.size() + " nouns, but needs at least two values with a word each, and a noun");
        }
    }

    /**
     * What a caption says of it.
     *
     * @param sentence upper and lower case are one
     * @return the value, in [0, the number of values), or empty if the caption is silent
     */
    public OptionalInt said(String sentence) {
        String noun = "(?:" + String.join("|", nouns) + ")\\b";
        // In "wings black belly white" black is no belly's colour, and in "belly white wings and tail red" white no
        // wings'.
        String any = anyOf(values.stream().flatMap(List::stream));
        String notAfter = "(?!\\s+(?:and|n|&)\\s+(?!" + BEFORE_A_COLOUR + "|" + any + ")\\w+\\s+(?:(?:\\w+\\s+)?" + any
                + "|\\w+\\s*(?:$|[^\\s\\w])))";
        OptionalInt before = first(sentence, value -> value + "\\s+" + noun + notAfter + ENDED);
        // "The belly of this small bird is red" says nothing of the bird as a whole, but "the top of its head is red"
        // and "a bird of which the belly is red" speak of head and belly.
        String word = "(?:(?!which |its )[\\w-]{1,20} )?";
        String notOfIt = "(?<!\\bof (?:(?:the|this|that) )?" + word + word + ")\\b";
        return before.isPresent() ? before : first(sentence, value -> notOfIt + noun + "\\s+(?:is|are)\\s+" + value);
    }

    /** One of some words, alone: "brown" is not in "brown-bellied". */
    private static String anyOf(Stream<String> words) {
        return words.collect(Collectors.joining("|", "\\b(?:", ")\\b(?!-\\w)"));
    }

    /** The first value whose words stand in the form. */
    private OptionalInt first(String sentence, UnaryOperator<String> form) {
        for (int i = 0; i < values.size(); i++) {
            if (Pattern.compile(form.apply(anyOf(values.get(i).stream())), Pattern.CASE_INSENSITIVE)
                    .matcher(sentence)
                    .find()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
