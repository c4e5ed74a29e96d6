package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Background;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Size;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import java.util.List;
import java.util.Map;

/** What people call colours, parts, sizes and places. The first word of a list is the usual one. */
final class BirdWords {
    private static final List<String> SHADES = List.of("bright", "dark", "pale", "deep", "light");

    /** How a part is named: "a belly", "wings", "plumage". */
    enum Number {
        ONE,
        MANY,
        MASS
    }

    /** A part's name. */
    record Noun(String text, Number number) {
        String is() {
            return number == Number.MANY ? "are" : "is";
        }
    }

    private static final Map<BirdTrait, List<Noun>> PARTS = Map.of(
            BirdTrait.BODY,
            List.of(one("body"), one("body"), one("back"), mass("plumage"), many("feathers")),
            BirdTrait.WING,
            List.of(many("wings"), many("wings"), many("wings"), one("wing"), one("tail")),
            BirdTrait.BELLY,
            List.of(one("belly"), one("belly"), one("breast"), one("chest"), one("tummy"), one("underside")),
            BirdTrait.CROWN,
            List.of(one("crown"), one("crown"), one("cap"), one("head")));

    private static final Map<BirdTrait, List<String>> COMPOUNDS = Map.of(
            BirdTrait.BODY, List.of("backed", "feathered", "bodied"),
            BirdTrait.WING, List.of("winged", "winged", "tailed"),
            BirdTrait.BELLY, List.of("bellied", "breasted", "chested"),
            BirdTrait.CROWN, List.of("crowned", "capped", "headed"));

    private BirdWords() {}

    private static Noun one(String text) {
        return new Noun(text, Number.ONE);
    }

    private static Noun many(String text) {
        return new Noun(text, Number.MANY);
    }

    private static Noun mass(String text) {
        return new Noun(text, Number.MASS);
    }

    /** Names of a coloured part. */
    static List<Noun> nouns(BirdTrait part) {
        return PARTS.getOrDefault(part, List.of());
    }

    /** "winged" and the like. */
    static List<String> compounds(BirdTrait part) {
        return COMPOUNDS.getOrDefault(part, List.of());
    }

    /** Plain names: any spelling. */
    static List<String> plain(BirdColour colour) {
        return colour == BirdColour.GREY ? List.of("grey", "gray") : List.of(name(colour));
    }

    /** Other names that mean this colour and no other. */
    static List<String> synonyms(BirdColour colour) {
        return switch (colour) {
            case RED -> List.of("scarlet", "crimson", "ruby");
            case BLUE -> List.of("navy", "azure", "cobalt", "navy blue", "sky blue");
            case YELLOW -> List.of("golden", "lemon", "gold");
            case GREEN -> List.of("emerald", "lime green", "olive green");
            case ORANGE -> List.of("tangerine", "amber");
            case BROWN -> List.of("chestnut", "chocolate", "tan", "hazel");
            case BLACK -> List.of("jet black", "ebony", "inky black");
            case WHITE -> List.of("ivory", "snow white", "pure white", "cream");
            case GREY -> List.of("charcoal", "slate", "silver", "ash grey");
        };
    }

    /** What may stand before its plain name; nobody says that black is pale. */
    static List<String> shades(BirdColour colour) {
        return switch (colour) {
            case BLACK -> List.of("deep", "glossy");
            case WHITE -> List.of("bright", "clean");
            default -> SHADES;
        };
    }

    static List<String> sizes(Size size) {
        return switch (size) {
            case SMALL -> List.of("small", "small", "little", "tiny");
            case MEDIUM -> List.of("medium sized", "medium-sized", "medium");
            case LARGE -> List.of("large", "large", "big");
        };
    }

    static List<String> places(Background background) {
        return switch (background) {
            case SKY -> List.of("against the sky", "under a cloudy sky", "in the sky");
            case LEAVES -> List.of("among green leaves", "in the leaves");
            case WATER -> List.of("by the water", "near the water", "on the water");
            case SNOW -> List.of("in the snow", "on a snowy day");
            case BRANCH -> List.of("on a branch", "perched on a branch", "sitting on a branch");
        };
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
