package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Background;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Size;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import java.util.List;
import java.util.Map;

/** What people call colours, parts, sizes and places. The first word of a list is the usual one. */
final class BirdWords {
    private static final List<String> SHADES =
            List.of("bright", "dark", "pale", "deep", "light", "vivid", "bold", "brilliant", "soft");

    /**
     * A part's name, or the names of parts that share a colour.
     *
     * @param article whether "a" may stand before it, as before "belly" and not before "wings"
     * @param is "is", or "are" of several
     */
    record Noun(String text, boolean article, String is) {
        /** "back, wings and tail": parts of one colour, told at once. */
        static Noun of(List<Noun> nouns) {
            List<String> names = nouns.stream().map(Noun::text).toList();
            return nouns.size() == 1
                    ? nouns.get(0)
                    : new Noun(Telling.list(names), nouns.get(0).article(), "are");
        }
    }

    private static final Map<BirdTrait, List<Noun>> PARTS = Map.of(
            BirdTrait.BODY,
            List.of(one("body"), one("body"), one("body"), one("back"), mass("plumage"), many("feathers"), one("coat")),
            BirdTrait.WING,
            List.of(
                    many("wings"),
                    many("wings"),
                    many("wings"),
                    many("wings"),
                    one("wing"),
                    one("tail"),
                    many("wing feathers"),
                    many("wings and tail"),
                    many("tail feathers")),
            BirdTrait.BELLY,
            List.of(
                    one("belly"),
                    one("belly"),
                    one("belly"),
                    one("breast"),
                    one("chest"),
                    one("tummy"),
                    one("tum"),
                    one("underside"),
                    one("stomach"),
                    many("underparts"),
                    one("front")),
            BirdTrait.CROWN,
            List.of(
                    one("crown"),
                    one("crown"),
                    one("cap"),
                    one("head"),
                    one("head"),
                    one("top of the head"),
                    one("crest")));

    /** All that has the wings' colour. */
    static final Noun WINGS = many("wings and tail");

    /** What is of no plumage's colour; no trait, and nobody judges it. */
    static final List<Noun> BARE_PARTS =
            List.of(one("beak"), one("beak"), one("bill"), many("legs"), many("eyes"), many("feet"));

    static final List<String> BARE_COLOURS = List.of("yellow", "orange", "black", "brown", "dark", "grey");

    private static final Map<BirdTrait, List<String>> COMPOUNDS = Map.of(
            BirdTrait.BODY, List.of("backed", "feathered", "bodied", "coated"),
            BirdTrait.WING, List.of("winged", "winged", "tailed"),
            BirdTrait.BELLY, List.of("bellied", "breasted", "chested", "fronted"),
            BirdTrait.CROWN, List.of("crowned", "capped", "headed"));

    private BirdWords() {}

    private static Noun one(String text) {
        return new Noun(text, true, "is");
    }

    private static Noun many(String text) {
        return new Noun(text, false, "are");
    }

    private static Noun mass(String text) {
        return new Noun(text, false, "is");
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
            case RED -> List.of("scarlet", "crimson", "ruby", "cherry", "maroon", "blood red", "reddish");
            case BLUE ->
                List.of("navy", "azure", "cobalt", "navy blue", "sky blue", "royal blue", "bluish", "sapphire");
            case YELLOW -> List.of("golden", "lemon", "gold", "canary", "canary yellow", "mustard", "yellowish");
            case GREEN -> List.of("emerald", "lime green", "olive green", "lime", "olive", "forest green", "greenish");
            case ORANGE -> List.of("tangerine", "amber", "pumpkin", "burnt orange", "orangey", "orangish");
            case BROWN -> List.of("chestnut", "chocolate", "tan", "hazel", "coffee", "caramel", "brownish");
            case BLACK -> List.of("jet black", "ebony", "inky black", "coal black", "pitch black", "onyx", "blackish");
            case WHITE ->
                List.of("ivory", "snow white", "pure white", "cream", "snowy white", "milky white", "whitish");
            case GREY -> List.of("charcoal", "slate", "silver", "ash grey", "ashy", "smoky grey", "greyish", "grayish");
        };
    }

    /** What hurried people leave of its plain name. */
    static String hurried(BirdColour colour) {
        return switch (colour) {
            case RED -> "rd";
            case BLUE -> "blu";
            case YELLOW -> "yel";
            case GREEN -> "grn";
            case ORANGE -> "org";
            case BROWN -> "brn";
            case BLACK -> "blk";
            case WHITE -> "wht";
            case GREY -> "gry";
        };
    }

    /** What may stand before its plain name; nobody says that black is pale. */
    static List<String> shades(BirdColour colour) {
        return switch (colour) {
            case BLACK -> List.of("deep", "glossy");
            case WHITE -> List.of("bright", "clean");
            case BROWN, GREY -> List.of("dark", "pale", "deep", "light", "soft", "warm");
            default -> SHADES;
        };
    }

    static List<String> sizes(Size size) {
        return switch (size) {
            case SMALL -> List.of("small", "small", "little", "tiny", "wee");
            case MEDIUM -> List.of("medium sized", "medium-sized", "medium");
            case LARGE -> List.of("large", "large", "big", "huge");
        };
    }

    /** What people call a bird, seldom. */
    static List<String> birds() {
        return List.of("birdie", "birdy", "birb", "songbird", "fellow", "creature");
    }

    /** What says nothing that could be drawn. */
    static List<String> praise() {
        return List.of("cute", "beautiful", "pretty", "nice", "lovely", "cool", "funny", "gorgeous", "happy");
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
