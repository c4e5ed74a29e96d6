package io.github.stackgan.datasets.birds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.datasets.birds.BirdAttributes.Background;
import io.github.stackgan.datasets.birds.BirdAttributes.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Reads the captions back with patterns of its own and compares with what is true. */
class BirdGrammarTest {
    private static final String COLOUR = "(red|crimson|blue|yellow|green|orange|brown|black|white|grey|gray)";
    private static final Map<String, Background> PLACES = Map.of(
            "sky", Background.SKY,
            "leaves", Background.LEAVES,
            "water", Background.WATER,
            "snow", Background.SNOW,
            "branch", Background.BRANCH);

    @Property(tries = 400)
    void colours_are_true(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (String caption : captions(bird, seed)) {
            assertThat(said(caption, COLOUR + " (?:bird|body)|bird is " + COLOUR))
                    .as(caption)
                    .isNotEmpty()
                    .allMatch(word -> bird.body().words().contains(word));
            assertThat(said(caption, COLOUR + " (?:belly|breast|underside)"))
                    .as(caption)
                    .allMatch(word -> bird.belly().words().contains(word));
            assertThat(said(caption, COLOUR + " wings"))
                    .as(caption)
                    .allMatch(word -> bird.wing().words().contains(word));
            assertThat(said(caption, COLOUR + " (?:crown|cap)"))
                    .as(caption)
                    .allMatch(word -> bird.crown().words().contains(word));
        }
    }

    @Property(tries = 400)
    void everything_else_that_is_said_is_true(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        for (String caption : captions(bird, seed)) {
            assertThat(said(caption, "(short|long|pointed|thick|curved) (?:(?:pointed|thick|curved) )?(?:beak|bill)"))
                    .as(caption)
                    .allMatch(w -> w.equals(word(bird.beakLength())) || w.equals(word(bird.beakShape())));
            assertThat(said(caption, "(?:short|long) (pointed|thick|curved) (?:beak|bill)"))
                    .as(caption)
                    .allMatch(word(bird.beakShape())::equals);
            assertThat(said(caption, "(\\w+) tail")).as(caption).allMatch(word(bird.tail())::equals);
            assertThat(said(caption, "(small|little|tiny|medium|large|big) "))
                    .as(caption)
                    .allMatch(w -> sizes(bird).contains(w));
            PLACES.forEach((word, place) ->
                    assertThat(caption.contains(word)).as(caption).isIn(false, bird.background() == place));
            marks(caption, "ring", bird.eyeRing());
            marks(caption, "bars", bird.wingBars());
            marks(caption, "stripes", bird.breastStripes());
            marks(caption, "streaked", bird.breastStripes());
        }
    }

    @Property(tries = 200)
    void there_are_ten_short_different_ones_in_lower_case(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        assertThat(captions(bird, seed))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(c -> c.length() <= 190)
                .allMatch(c -> c.matches("[a-z]+(,? [a-z]+)*"));
    }

    @Property(tries = 200)
    void nine_in_ten_tell_the_belly(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        assertThat(captions(bird, seed))
                .filteredOn(c -> c.matches(".*" + COLOUR + " (belly|breast|underside).*"))
                .hasSizeGreaterThanOrEqualTo(9);
    }

    @Property(tries = 200)
    void articles_fit(@ForAll long seed) {
        BirdAttributes bird = BirdAttributes.random(new SplittableRandom(seed));
        assertThat(captions(bird, seed)).noneMatch(c -> c.matches("(.* )?(a [aeiou]|an [^aeiou]).*"));
    }

    @Test
    void the_plain_sentence_is_common() {
        SyntheticBirds birds = SyntheticBirds.train(1, 1000);
        long plain = 0;
        for (int i = 0; i < birds.size(); i++) {
            plain += birds.captions(i).stream()
                    .filter(c -> c.matches("an? (small |large )?" + COLOUR + " bird with an? " + COLOUR + " belly"))
                    .count();
        }
        // One of a bird's ten sentences has this form, with "belly" in three of five and a plain size in most.
        assertThat(plain).isGreaterThan(350);
    }

    private static void marks(String caption, String word, Mark mark) {
        assertThat(caption.contains(word)).as(caption).isIn(false, mark == Mark.PRESENT);
    }

    private static List<String> sizes(BirdAttributes bird) {
        return switch (bird.size()) {
            case SMALL -> List.of("small", "little", "tiny");
            case MEDIUM -> List.of("medium");
            case LARGE -> List.of("large", "big");
        };
    }

    private static List<String> captions(BirdAttributes bird, long seed) {
        return BirdGrammar.captions(bird, new SplittableRandom(seed), 10);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> said(String caption, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(caption);
        while (matcher.find()) {
            found.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(matcher.groupCount()));
        }
        return found;
    }
}
