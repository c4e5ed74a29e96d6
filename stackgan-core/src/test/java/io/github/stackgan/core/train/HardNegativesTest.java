package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.ColourPatches;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardNegativesTest {
    private static final int TIMES = 20;

    /** Every image many times, as slips of the pen are not. */
    private record Captions(List<List<String>> images) implements CaptionedImages {
        @Override
        public String name() {
            return "captions";
        }

        @Override
        public int size() {
            return TIMES * images.size();
        }

        @Override
        public BufferedImage image(int index, int side) {
            return new ColourPatches(1).image(0, side);
        }

        @Override
        public List<String> captions(int index) {
            return images.get(index / TIMES);
        }

        @Override
        public int classOf(int index) {
            return 0;
        }

        @Override
        public int classCount() {
            return 1;
        }

        @Override
        public String fingerprint() {
            return "captions";
        }
    }

    @SafeVarargs
    private static HardNegatives of(List<String>... images) {
        return HardNegatives.of(new Captions(List.of(images)));
    }

    private static List<String> like(HardNegatives negatives, String caption, List<String> captions) {
        return negatives.of(caption, captions, 9, RandomStream.of(1, "hard-negatives", 0));
    }

    private static List<String> like(HardNegatives negatives, String caption) {
        return like(negatives, caption, List.of(caption));
    }

    @Test
    void words_are_exchanged_for_what_the_dataset_has_between_the_same_neighbours() {
        HardNegatives negatives = of(
                List.of("a bird with a red crown"),
                List.of("a fish with a blue crown"),
                List.of("this cat has no green tail"));
        assertThat(like(negatives, "a bird with a red crown"))
                .containsExactlyInAnyOrder(
                        // "bird" has "a" before it and "with" behind; "red" has "a" and "crown".
                        "a fish with a red crown", "a bird with a blue crown");
    }

    @Test
    void two_words_are_exchanged_for_two() {
        HardNegatives negatives = of(List.of("with a red crown"), List.of("with an orange crown"), List.of("no crown"));
        assertThat(like(negatives, "with a red crown")).containsExactly("with an orange crown");
    }

    /** "belly" and "breast" are said of the same images, "belly" and "crown" are not. */
    @Test
    void words_that_stand_for_each_other_are_not_exchanged() {
        HardNegatives negatives = of(
                List.of("a red belly", "a red breast"),
                List.of("a red breast", "a red belly"),
                List.of("a red crown"),
                List.of("a red cap", "a red crown"));
        assertThat(like(negatives, "a red belly")).containsExactlyInAnyOrder("a red crown", "a red cap");
    }

    /** Of "small" and "bright" neither says anything of the other. */
    @Test
    void words_that_are_said_together_as_often_as_by_chance_are_not_exchanged() {
        HardNegatives negatives = of(
                List.of("a small bird", "a bright bird"),
                List.of("a small bird", "a dark bird"),
                List.of("a large bird", "a bright bird"),
                List.of("a large bird", "a dark bird"));
        assertThat(like(negatives, "a small bird")).containsExactly("a large bird");
    }

    @Test
    void what_is_said_of_the_image_itself_is_not_put_in() {
        HardNegatives negatives = of(List.of("a red bird"), List.of("a blue bird"), List.of("a green bird"));
        assertThat(like(negatives, "a red bird", List.of("a red bird", "it is a Blue bird")))
                .containsExactly("a green bird");
    }

    @Test
    void a_text_with_nothing_to_exchange_has_none() {
        HardNegatives negatives = of(List.of("a red bird"), List.of("a blue bird"));
        assertThat(like(negatives, "two owls")).isEmpty();
        assertThat(like(negatives, "")).isEmpty();
    }

    @Test
    void the_same_chance_finds_the_same_texts() {
        HardNegatives negatives = of(List.of("a red bird"), List.of("a blue bird"), List.of("a green bird"));
        assertThat(like(negatives, "a red bird"))
                .isEqualTo(like(negatives, "a red bird"))
                .doesNotContain("a red bird");
    }
}
