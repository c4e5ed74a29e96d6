package io.github.stackgan.metrics;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that pictures show and sentences say, such as the colour of a bird's belly.
 *
 * @param name what reports call it
 * @param values what each value is called in sentences; the first word of each is the usual one
 * @param nouns what it is said of; a sentence says a value as "red belly" or "belly is red"
 * @since 0.1.0
 */
public record Attribute(String name, List<List<String>> values, List<String> nouns) {
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
     * What a sentence says of it.
     *
     * @param sentence upper and lower case are one
     * @return the value, in [0, the number of values), or empty if the sentence is silent
     */
    public OptionalInt said(String sentence) {
        String noun = "(?:" + String.join("|", nouns) + ")\\b";
        for (int i = 0; i < values.size(); i++) {
            String value = "\\b(?:" + String.join("|", values.get(i)) + ")\\b";
            Matcher matcher = Pattern.compile(
                            value + "\\s+" + noun + "|\\b" + noun + "\\s+(?:is|are)\\s+" + value,
                            Pattern.CASE_INSENSITIVE)
                    .matcher(sentence);
            if (matcher.find()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The colours of the parts of the drawn birds, in the order of {@code BirdColour}.
     *
     * @return body, wing, belly, crown
     */
    static List<Attribute> ofDrawnBirds() {
        List<List<String>> colours = List.of(
                List.of("red", "crimson"),
                List.of("blue"),
                List.of("yellow"),
                List.of("green"),
                List.of("orange"),
                List.of("brown"),
                List.of("black"),
                List.of("white"),
                List.of("grey", "gray"));
        return List.of(
                new Attribute("body", colours, List.of("bird", "body")),
                new Attribute("wing", colours, List.of("wings", "wing")),
                new Attribute("belly", colours, List.of("belly", "breast", "underside")),
                new Attribute("crown", colours, List.of("crown", "cap")));
    }

    /**
     * What the sentences say of the drawn birds and pictures of 256 pixels show: the colours, then what is too small for 64 pixels.
     *
     * @return body, wing, belly, crown, beakLength, tail, eyeRing, wingBars, breastStripes
     */
    static List<Attribute> ofDrawnBirdsInDetail() {
        List<Attribute> details = List.of(
                new Attribute("beakLength", words("short", "long"), List.of("beak", "bill")),
                new Attribute("tail", words("short", "long", "forked"), List.of("tail")),
                new Attribute("eyeRing", words("no", "pale"), List.of("eye ring", "ring")),
                new Attribute("wingBars", words("no", "bars on its"), List.of("wings")),
                new Attribute("breastStripes", words("plain", "streaked"), List.of("breast")));
        return Stream.concat(ofDrawnBirds().stream(), details.stream()).toList();
    }

    private static List<List<String>> words(String... values) {
        return Stream.of(values).map(List::of).toList();
    }
}
