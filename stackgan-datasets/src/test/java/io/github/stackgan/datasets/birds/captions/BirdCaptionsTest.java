package io.github.stackgan.datasets.birds.captions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Mark;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import io.github.stackgan.datasets.birds.attributes.BirdTrait;
import io.github.stackgan.datasets.birds.captions.CaptionForm.Use;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Reads captions back with words and patterns of its own, and compares with what is true and with what they claim to
 * say.
 */
class BirdCaptionsTest {
    private static final Map<BirdColour, String> COLOURS = Map.of(
            BirdColour.RED, "blood red|red|scarlet|crimson|ruby|cherry|maroon|reddish|rd",
            BirdColour.BLUE, "navy blue|sky blue|royal blue|blue|navy|azure|cobalt|bluish|sapphire|blu",
            BirdColour.YELLOW, "canary yellow|yellow|golden|lemon|gold|canary|mustard|yellowish|yel",
            BirdColour.GREEN, "lime green|olive green|forest green|green|emerald|lime|olive|greenish|grn",
            BirdColour.ORANGE, "burnt orange|orange|tangerine|amber|pumpkin|orangey|orangish|org",
            BirdColour.BROWN, "brown|chestnut|chocolate|tan|hazel|coffee|caramel|brownish|brn",
            BirdColour.BLACK, "jet black|inky black|coal black|pitch black|black|ebony|onyx|blackish|blk",
            BirdColour.WHITE, "snowy white|snow white|pure white|milky white|white|ivory|cream|whitish|wht",
            BirdColour.GREY, "ash grey|smoky grey|grey|gray|charcoal|slate|silver|ashy|greyish|grayish|gry");
    private static final String COLOUR = COLOURS.values().stream().collect(Collectors.joining("|", "(", ")"));
    private static final Map<BirdTrait, String> PARTS = Map.of(
            BirdTrait.BODY, "body|back|plumage|feathers|coat|backed|feathered|bodied|coated",
            BirdTrait.WING, "wings?|winged|tail|tailed",
            BirdTrait.BELLY,
                    "belly|breast|chest|tummy|tum|underside|stomach|underparts|front|bellied|breasted|chested|fronted"
                            + "|below",
            BirdTrait.CROWN, "crown|cap|crest|head|top of the head|crowned|capped|headed");

    private static final List<BirdTrait> COLOURED =
            Stream.of(BirdTrait.values()).filter(BirdTrait::isColour).toList();
    /** What has a colour that is no trait. */
    private static final String BARE = "(?:beak|bill|legs|eyes|feet)";

    @Property(tries = 300)
    void a_colour_before_its_part_is_true(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (BirdCaption caption : clean(bird, seed)) {
            if (caption.form().matches("telegram/colour.*")) {
                continue;
            }
            PARTS.forEach((part, nouns) -> {
                Matcher matcher = Pattern.compile("\\b" + COLOUR + "[ -](?:coloured |colored )?(?:" + nouns + ")\\b")
                        .matcher(caption.text());
                while (matcher.find()) {
                    assertThat(colour(matcher.group(1))).as(caption.toString()).isEqualTo(colour(bird, part));
                }
            });
            Matcher body = Pattern.compile("\\b" + COLOUR + " (?:coloured |colored )?bird\\b")
                    .matcher(caption.text());
            while (body.find()) {
                assertThat(colour(body.group(1))).as(caption.toString()).isEqualTo(bird.body());
            }
        }
    }

    @Property(tries = 300)
    void the_colours_in_a_text_are_those_of_the_stated_parts(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (BirdCaption caption : clean(bird, seed)) {
            Set<BirdColour> stated = EnumSet.noneOf(BirdColour.class);
            caption.stated().stream().filter(BirdTrait::isColour).forEach(part -> stated.add(colour(bird, part)));
            assertThat(colours(ofPlumage(caption.text())))
                    .as(caption.toString())
                    .isEqualTo(stated);
        }
    }

    @Property(tries = 300)
    void a_part_is_named_if_and_only_if_it_is_stated(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (BirdCaption caption : clean(bird, seed)) {
            if (caption.kind().matches("whole|rest")) {
                continue;
            }
            String text = caption.text()
                    .replaceAll("(short|long|forked) tail|bars on the wings|wing ?bars", "")
                    .replaceAll("breast stripes|(stripes|streaks) on the breast", "");
            for (BirdTrait part : List.of(BirdTrait.WING, BirdTrait.BELLY, BirdTrait.CROWN)) {
                boolean named = Pattern.compile("\\b(?:" + PARTS.get(part) + ")\\b")
                        .matcher(text)
                        .find();
                assertThat(named)
                        .as(part + " in " + caption)
                        .isEqualTo(caption.stated().contains(part));
            }
        }
    }

    @Property(tries = 300)
    void everything_else_that_is_said_is_true_and_stated(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (BirdCaption caption : clean(bird, seed)) {
            said(caption, bird, BirdTrait.SIZE, "small|little|tiny|wee", "medium", "large|big|huge");
            said(caption, bird, BirdTrait.BEAK_LENGTH, "short (\\w+ )?(beak|bill)", "long (\\w+ )?(beak|bill)");
            said(caption, bird, BirdTrait.BEAK_SHAPE, "pointed", "thick", "curved");
            said(caption, bird, BirdTrait.TAIL, "short tail", "long tail", "forked tail");
            said(caption, bird, BirdTrait.EYE_RING, "(?!)", "eye ?ring|ring around");
            said(caption, bird, BirdTrait.WING_BARS, "(?!)", "bars|wingbars");
            said(caption, bird, BirdTrait.BREAST_STRIPES, "(?!)", "stripes|streaks");
            said(
                    caption,
                    bird,
                    BirdTrait.BACKGROUND,
                    "(the|cloudy) sky(?! blue)",
                    "leaves",
                    "water",
                    "in the snow|snowy day",
                    "branch");
        }
    }

    @Property(tries = 100)
    void whole_birds_and_two_tones_are_said_only_of_such(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        Set<BirdTrait> unlike = EnumSet.noneOf(BirdTrait.class);
        COLOURED.stream().filter(part -> colour(bird, part) != bird.body()).forEach(unlike::add);
        for (BirdCaption caption : clean(bird, seed)) {
            if (caption.kind().matches("whole|rest")) {
                assertThat(caption.stated()).as(caption.toString()).containsAll(COLOURED);
                assertThat(unlike).as(caption.toString()).hasSizeLessThan(3).doesNotContain(BirdTrait.BODY);
            }
            if (caption.kind().equals("rest")) {
                assertThat(caption.text().replace("wings and tail", "wings"))
                        .as("but for the tail alone, the wings would be as the body")
                        .doesNotContainPattern("\\btail|\\bwing\\b");
            }
            if (caption.text().matches(".*(two-tone|above|below|on top and).*")) {
                assertThat(unlike).as(caption.toString()).containsExactly(BirdTrait.BELLY);
            }
            if (caption.text().contains(" both ") && caption.kind().equals("alike")) {
                assertThat(caption.stated().stream().filter(COLOURED::contains).map(part -> colour(bird, part)))
                        .as(caption.toString())
                        .hasSizeGreaterThan(1)
                        .containsOnly(colour(bird, List.copyOf(caption.stated()).get(0)));
            }
        }
    }

    /** Articles and full stops are noise and make no form. */
    @Test
    void no_training_caption_has_the_structure_of_a_held_out_one() {
        Set<String> training = new HashSet<>();
        Set<String> heldOut = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            BirdAttributes bird = BirdAttributes.random(new SplittableRandom(i));
            said(bird, Use.TRAINING, i).forEach(c -> training.add(skeleton(c.text())));
            said(bird, Use.HELD_OUT, i).forEach(c -> heldOut.add(skeleton(c.text())));
        }
        assertThat(training).hasSizeGreaterThan(300);
        heldOut.retainAll(training);
        assertThat(heldOut).isEmpty();
    }

    @Test
    void a_good_third_of_the_forms_is_held_out_and_some_of_every_kind() {
        List<CaptionForm> training = CaptionForms.of(Use.TRAINING);
        List<CaptionForm> heldOut = CaptionForms.of(Use.HELD_OUT);
        assertThat(heldOut.size() * 3).isGreaterThanOrEqualTo(training.size() + heldOut.size());
        assertThat(kinds(heldOut)).isEqualTo(kinds(training)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(Stream.concat(training.stream(), heldOut.stream()).map(CaptionForm::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void captions_say_from_one_thing_to_all_that_can_be_said() {
        Set<Integer> sizes = new HashSet<>();
        for (int i = 0; i < 60_000; i++) {
            BirdAttributes bird = BirdAttributes.random(new SplittableRandom(i));
            if (i > 2000
                    && (bird.eyeRing() != Mark.PRESENT
                            || bird.wingBars() != Mark.PRESENT
                            || bird.breastStripes() != Mark.PRESENT)) {
                continue;
            }
            BirdCaptions.training(bird, new SplittableRandom(i), 10)
                    .forEach(c -> sizes.add(c.stated().size()));
        }
        assertThat(sizes).contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    /** Read back by the same patterns, and by nothing but what is stated. */
    @Property(tries = 200)
    void plain_words_say_the_same(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (BirdCaption caption : clean(bird, seed)) {
            String plain = BirdCaptions.plain(bird, caption.stated());
            Set<BirdColour> stated = EnumSet.noneOf(BirdColour.class);
            caption.stated().stream().filter(BirdTrait::isColour).forEach(part -> stated.add(colour(bird, part)));
            assertThat(colours(ofPlumage(plain))).as(plain).isEqualTo(stated);
            for (BirdTrait part : List.of(BirdTrait.WING, BirdTrait.BELLY, BirdTrait.CROWN)) {
                assertThat(plain.contains(" " + colour(bird, part).name().toLowerCase(Locale.ROOT) + " "
                                + Map.of(BirdTrait.WING, "wings", BirdTrait.BELLY, "belly", BirdTrait.CROWN, "crown")
                                        .get(part)))
                        .as(part + " in " + plain)
                        .isEqualTo(caption.stated().contains(part));
            }
            for (Map.Entry<BirdTrait, String> other : Map.of(
                            BirdTrait.SIZE, "small|medium sized|large",
                            BirdTrait.BEAK_LENGTH, "(short|long) (\\w+ )?beak",
                            BirdTrait.BEAK_SHAPE, "pointed beak|thick beak|curved beak",
                            BirdTrait.TAIL, "(short|long|forked) tail",
                            BirdTrait.EYE_RING, "eye ring",
                            BirdTrait.WING_BARS, "wing bars",
                            BirdTrait.BREAST_STRIPES, "breast stripes",
                            BirdTrait.BACKGROUND, "sky|leaves|water|snow|branch")
                    .entrySet()) {
                assertThat(Pattern.compile(other.getValue()).matcher(plain).find())
                        .as(other.getKey() + " in " + plain)
                        .isEqualTo(caption.stated().contains(other.getKey()));
            }
        }
        assertThat(BirdCaptions.plain(bird, EnumSet.allOf(BirdTrait.class)).length())
                .isLessThanOrEqualTo(BirdCaption.MAX_LENGTH);
    }

    @Property(tries = 200)
    void there_are_ten_different_short_ones(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (Use use : Use.values()) {
            List<BirdCaption> captions = BirdCaptions.of(bird, use, new SplittableRandom(seed), 10);
            assertThat(captions).hasSize(10).allMatch(c -> c.text().length() <= BirdCaption.MAX_LENGTH);
            assertThat(captions.stream().map(BirdCaption::text)).doesNotHaveDuplicates();
            assertThat(captions.stream().map(BirdCaption::form)).doesNotHaveDuplicates();
            assertThat(BirdCaptions.of(bird, use, new SplittableRandom(seed), 10))
                    .isEqualTo(captions);
        }
    }

    @Test
    void few_captions_of_a_dataset_are_alike() {
        SyntheticBirds birds = SyntheticBirds.train(1, 1000);
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < birds.size(); i++) {
            texts.addAll(birds.captions(i));
        }
        // Those of a single colour repeat: there are few words for one.
        assertThat(texts).hasSizeGreaterThan(8500);
    }

    @Test
    void a_dataset_gives_training_forms_as_captions_and_held_out_forms_apart() {
        SyntheticBirds birds = SyntheticBirds.train(1, 50);
        Set<String> training =
                CaptionForms.of(Use.TRAINING).stream().map(CaptionForm::name).collect(Collectors.toSet());
        for (int i = 0; i < birds.size(); i++) {
            assertThat(birds.birdCaptions(i)).extracting(BirdCaption::text).isEqualTo(birds.captions(i));
            assertThat(birds.birdCaptions(i)).extracting(BirdCaption::form).isSubsetOf(training);
            assertThat(birds.heldOutCaptions(i))
                    .hasSize(10)
                    .extracting(BirdCaption::form)
                    .doesNotContainAnyElementsOf(training);
        }
    }

    private static Set<String> kinds(List<CaptionForm> forms) {
        return forms.stream().map(CaptionForm::kind).collect(Collectors.toSet());
    }

    private static String skeleton(String text) {
        return CaptionNoise.withoutArticles(text)
                .replaceAll("\\b" + COLOUR + "\\b", "C")
                .replaceAll("\\b(?:bright|dark|pale|deep|light|vivid|bold|brilliant|soft|warm|glossy|clean) C", "C")
                .replaceAll("\\b(?:" + String.join("|", PARTS.values()) + ")\\b", "P");
    }

    /** Every form that fits, once, without noise. */
    private static List<BirdCaption> clean(BirdAttributes bird, long seed) {
        return Stream.of(Use.values())
                .flatMap(use -> said(bird, use, seed).stream())
                .toList();
    }

    private static List<BirdCaption> said(BirdAttributes bird, Use use, long seed) {
        List<BirdCaption> captions = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (CaptionForm form : BirdCaptions.fitting(bird, use)) {
            captions.add(BirdCaptions.said(form, bird, random));
        }
        return captions;
    }

    private static String ofPlumage(String text) {
        return text.replaceAll("green leaves", "leaves")
                .replaceAll("\\b" + COLOUR + " " + BARE, "")
                .replaceAll(BARE + "(?: is| are)? " + COLOUR, "");
    }

    private static Set<BirdColour> colours(String text) {
        Set<BirdColour> found = EnumSet.noneOf(BirdColour.class);
        Matcher matcher = Pattern.compile("\\b" + COLOUR + "\\b").matcher(text);
        while (matcher.find()) {
            found.add(colour(matcher.group(1)));
        }
        return found;
    }

    private static BirdColour colour(String word) {
        return COLOURS.entrySet().stream()
                .filter(e -> List.of(e.getValue().split("\\|")).contains(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static BirdColour colour(BirdAttributes bird, BirdTrait part) {
        return BirdColour.values()[part.of(bird)];
    }

    private static void said(BirdCaption caption, BirdAttributes bird, BirdTrait trait, String... values) {
        boolean any = false;
        for (int value = 0; value < values.length; value++) {
            if (Pattern.compile("\\b(?:" + values[value] + ")\\b")
                    .matcher(caption.text())
                    .find()) {
                any = true;
                assertThat(trait.of(bird)).as(trait + " in " + caption).isEqualTo(value);
            }
        }
        assertThat(caption.stated().contains(trait))
                .as(trait + " in " + caption)
                .isEqualTo(any);
    }
}
