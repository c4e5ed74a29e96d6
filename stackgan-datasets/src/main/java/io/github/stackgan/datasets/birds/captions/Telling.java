package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Mark;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.BirdWords.Noun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One caption while it is put together. A form asks for the bird, its parts and what stands between them; which parts
 * are told is drawn at random, from one to all, and every trait that is worded is kept in mind.
 */
final class Telling {
    private static final double SIZED = 0.3;
    private static final double FULL = 0.08;
    private static final double SYNONYM = 0.25;
    private static final double SHADED = 0.15;
    private static final double EXTRA = 0.12;
    private static final double HURRIED = 0.02;
    private static final double PRAISED = 0.06;
    private static final double NICKNAMED = 0.06;
    private static final double TOGETHER = 0.6;

    private final BirdAttributes bird;
    private final SplittableRandom random;
    private final Set<BirdTrait> stated = EnumSet.noneOf(BirdTrait.class);
    private final boolean full;

    Telling(BirdAttributes bird, SplittableRandom random) {
        this.bird = bird;
        this.random = random;
        full = random.nextDouble() < FULL;
    }

    /** How a coloured part is worded. */
    @FunctionalInterface
    interface Style extends BiFunction<String, Noun, String> {
        /** "a white belly". */
        Style A = (colour, noun) -> noun.article() ? a(colour + " " + noun.text()) : colour + " " + noun.text();
        /** "white belly". */
        Style BARE = (colour, noun) -> colour + " " + noun.text();
        /** "belly white". */
        Style AFTER = (colour, noun) -> noun.text() + " " + colour;
        /** "its belly is white". */
        Style ITS_IS = (colour, noun) -> "its " + noun.text() + " " + noun.is() + " " + colour;
        /** "the belly is white". */
        Style THE_IS = (colour, noun) -> "the " + noun.text() + " " + noun.is() + " " + colour;
        /** "whose belly is white". */
        Style WHOSE = (colour, noun) -> "whose " + noun.text() + " " + noun.is() + " " + colour;
        /** "its belly being white". */
        Style ITS_BEING = (colour, noun) -> "its " + noun.text() + " being " + colour;
        /** "its belly white". */
        Style ITS = (colour, noun) -> "its " + noun.text() + " " + colour;
        /** "belly in white". */
        Style IN = (colour, noun) -> noun.text() + " in " + colour;
        /** "belly: white". */
        Style COLON = (colour, noun) -> noun.text() + ": " + colour;
        /** "belly = white". */
        Style EQUALS = (colour, noun) -> noun.text() + " = " + colour;
        /** "white on its belly". */
        Style ON = (colour, noun) -> colour + " on its " + noun.text();
        /** "white for the belly". */
        Style FOR = (colour, noun) -> colour + " for the " + noun.text();
        /** "the belly white". */
        Style THE = (colour, noun) -> "the " + noun.text() + " " + colour;
        /** "the belly should be white". */
        Style SHOULD = (colour, noun) -> "the " + noun.text() + " should be " + colour;
        /** "the belly to be white". */
        Style TO_BE = (colour, noun) -> "the " + noun.text() + " to be " + colour;
        /** "the bird's belly is white". */
        Style BIRDS = (colour, noun) -> "the bird's " + noun.text() + " " + noun.is() + " " + colour;
        /** "the belly of the bird is white". */
        Style OF_BIRD = (colour, noun) -> "the " + noun.text() + " of the bird " + noun.is() + " " + colour;
        /** "the belly in white". */
        Style THE_IN = (colour, noun) -> "the " + noun.text() + " in " + colour;
        /** "the belly? white.". */
        Style ASKED = (colour, noun) -> "the " + noun.text() + "? " + colour + ".";
        /** "colour of the belly: white". */
        Style COLOUR_OF = (colour, noun) -> "colour of the " + noun.text() + ": " + colour;
        /** "belly which is white". */
        Style WHICH = (colour, noun) -> noun.text() + " which " + noun.is() + " " + colour;
        /** "belly is white". */
        Style IS = (colour, noun) -> noun.text() + " " + noun.is() + " " + colour;
        /** "belly of white". */
        Style OF = (colour, noun) -> noun.text() + " of " + colour;
    }

    Set<BirdTrait> stated() {
        return stated;
    }

    <T> T one(List<T> words) {
        return words.get(random.nextInt(words.size()));
    }

    String one(String... words) {
        return one(Arrays.asList(words));
    }

    static String a(String words) {
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    /** "a, b and c". */
    static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    static String and(List<String> parts) {
        return String.join(" and ", parts);
    }

    static String spaced(List<String> parts) {
        return String.join(" ", parts);
    }

    static String commas(List<String> parts) {
        return String.join(", ", parts);
    }

    /** The colour of a part, in some word. */
    String colour(BirdTrait part) {
        stated.add(part);
        BirdColour colour = colourOf(part);
        double chance = random.nextDouble();
        String plain = one(BirdWords.plain(colour));
        if (chance < SYNONYM) {
            return one(BirdWords.synonyms(colour));
        }
        if (chance < SYNONYM + HURRIED) {
            return BirdWords.hurried(colour);
        }
        return chance < SYNONYM + HURRIED + SHADED ? one(BirdWords.shades(colour)) + " " + plain : plain;
    }

    /** The colour of the body. */
    String body() {
        return colour(BirdTrait.BODY);
    }

    /** "small red bird", or "red bird". */
    String redBird() {
        return size() + body() + " " + noun();
    }

    /** "bird" or "small bird", whose body is told as a part if at all. */
    String bird() {
        return size() + noun();
    }

    private String noun() {
        return random.nextDouble() < NICKNAMED ? one(BirdWords.birds()) : "bird";
    }

    /** "small ", "cute ", or nothing. */
    String size() {
        String praise = random.nextDouble() < PRAISED ? one(BirdWords.praise()) + " " : "";
        if (!full && random.nextDouble() >= SIZED) {
            return praise;
        }
        stated.add(BirdTrait.SIZE);
        return praise + one(BirdWords.sizes(bird.size())) + " ";
    }

    /** Where it is, which most captions do not tell; as written after a separator. */
    String place(String separator) {
        if (!full && random.nextDouble() >= EXTRA) {
            return "";
        }
        stated.add(BirdTrait.BACKGROUND);
        return separator + one(BirdWords.places(bird.background()));
    }

    /** Some coloured parts, in some order; the body is among them only if nothing else has told it. */
    List<String> parts(int most, Style style) {
        return worded(some(1, most), noun -> noun, style);
    }

    /** As {@link #parts}, at least two, each by itself, as what joins them makes the form. */
    List<String> several(Style style) {
        return some(2, 4).stream()
                .map(part -> styled(List.of(part), noun -> noun, style))
                .toList();
    }

    /** Parts of one colour are told together now and then: "black wings and crown". */
    private List<String> worded(List<BirdTrait> parts, UnaryOperator<Noun> called, Style style) {
        List<List<BirdTrait>> groups = new ArrayList<>();
        for (BirdTrait part : parts) {
            List<BirdTrait> alike = groups.stream()
                    .filter(group -> colourOf(group.get(0)) == colourOf(part) && random.nextDouble() < TOGETHER)
                    .findFirst()
                    .orElseGet(ArrayList::new);
            if (alike.isEmpty()) {
                groups.add(alike);
            }
            alike.add(part);
        }
        return groups.stream().map(group -> styled(group, called, style)).toList();
    }

    private String styled(List<BirdTrait> alike, UnaryOperator<Noun> called, Style style) {
        stated.addAll(alike);
        List<Noun> nouns = alike.stream()
                .map(part -> called.apply(one(BirdWords.nouns(part))))
                .toList();
        return style.apply(colour(alike.get(0)), Noun.of(nouns));
    }

    private BirdColour colourOf(BirdTrait part) {
        return BirdColour.values()[part.of(bird)];
    }

    /** Parts of one colour that nothing has told yet, as one name: "wings and belly"; there must be such. */
    String alike(Style style) {
        List<BirdTrait> parts = new ArrayList<>(some(4, 4));
        parts.removeIf(part ->
                parts.stream().filter(p -> colourOf(p) == colourOf(part)).count() < 2);
        parts.removeIf(part -> colourOf(part) != colourOf(parts.get(0)));
        return styled(parts, noun -> noun, style);
    }

    /** The parts whose colour is another than the body's, which is that of all others; there must be such. */
    String exception(Style style) {
        List<BirdTrait> unlike = CaptionForm.exceptions(bird);
        // Tail feathers alone are not all that is of the wings' colour.
        return list(worded(
                unlike, noun -> noun.text().matches("(?:tail|wing)(?: feathers)?") ? BirdWords.WINGS : noun, style));
    }

    /** The parts and, now and then, beak, tail and marks: "a white belly", "a forked tail". */
    List<String> partsAndMore(Style style) {
        return Stream.concat(parts(4, style).stream(), others(style).stream()).toList();
    }

    /** "black-winged"; each part once. */
    List<String> compounds(int most, String hyphen) {
        return some(1, most).stream()
                .map(part -> colour(part) + hyphen + one(BirdWords.compounds(part)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<BirdTrait> some(int least, int most) {
        List<BirdTrait> left = new ArrayList<>();
        for (BirdTrait part : BirdTrait.values()) {
            if (part.isColour() && !stated.contains(part)) {
                left.add(part);
            }
        }
        int count = Math.min(most, full ? left.size() : least + random.nextInt(left.size() - least + 1));
        List<BirdTrait> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    private List<String> others(Style style) {
        List<String> told = new ArrayList<>();
        if (tells()) {
            told.add(style.apply(one(BirdWords.BARE_COLOURS), one(BirdWords.BARE_PARTS)));
        }
        if (tells()) {
            told.add(noun(beak(), style));
        }
        if (tells()) {
            stated.add(BirdTrait.TAIL);
            told.add(noun(BirdWords.name(bird.tail()) + " tail", style));
        }
        if (bird.eyeRing() == Mark.PRESENT && tells()) {
            stated.add(BirdTrait.EYE_RING);
            told.add(noun(one("pale eye ring", "pale ring around the eye", "pale eyering"), style));
        }
        if (bird.wingBars() == Mark.PRESENT && tells()) {
            stated.add(BirdTrait.WING_BARS);
            told.add(one("wing bars", "bars on the wings", "wingbars"));
        }
        if (bird.breastStripes() == Mark.PRESENT && tells()) {
            stated.add(BirdTrait.BREAST_STRIPES);
            told.add(one("stripes on the breast", "breast stripes", "streaks on the breast"));
        }
        return told;
    }

    private static String noun(String words, Style style) {
        return style == Style.A ? a(words) : words;
    }

    private boolean tells() {
        return full || random.nextDouble() < EXTRA;
    }

    private String beak() {
        boolean length = full || random.nextBoolean();
        boolean shape = full || !length || random.nextBoolean();
        StringBuilder beak = new StringBuilder();
        if (length) {
            stated.add(BirdTrait.BEAK_LENGTH);
            beak.append(BirdWords.name(bird.beakLength())).append(' ');
        }
        if (shape) {
            stated.add(BirdTrait.BEAK_SHAPE);
            beak.append(BirdWords.name(bird.beakShape())).append(' ');
        }
        return beak.append(one("beak", "beak", "bill")).toString();
    }

    /** Says that every part is of the body's colour but those whose colour is another, if there are such. */
    String everything() {
        Arrays.stream(BirdTrait.values())
                .filter(part -> part.isColour() && colourOf(part) == bird.body())
                .forEach(stated::add);
        return colour(BirdTrait.BODY);
    }

    /** " with a yellow beak", now and then. */
    String withBeak() {
        return random.nextInt(4) > 0
                ? ""
                : one(" with ", ", ") + Style.A.apply(one(BirdWords.BARE_COLOURS), one(BirdWords.BARE_PARTS));
    }
}
