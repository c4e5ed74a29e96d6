package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardNegativesTest {
    /** Every sentence twice, as slips of the pen are not. */
    private static HardNegatives of(String... sentences) {
        List<String> all = new ArrayList<>(List.of(sentences));
        all.addAll(List.of(sentences));
        return HardNegatives.of(new OtherWords(new ColourPatches(1), captions -> all));
    }

    private static RandomStream random() {
        return RandomStream.of(1, "hard-negatives", 0);
    }

    @Test
    void words_are_exchanged_for_what_the_dataset_has_between_the_same_neighbours() {
        HardNegatives negatives =
                of("a bird with a red crown", "a fish with a blue crown", "this cat has no green tail");
        assertThat(negatives.of("a bird with a red crown", 9, random()))
                .containsExactlyInAnyOrder(
                        // "bird" has "a" before it and "with" behind; "red" has "a" and "crown".
                        "a fish with a red crown", "a bird with a blue crown");
        assertThat(negatives.of("A small bird, with a RED crown!", 9, random()))
                .containsExactly("A small bird, with a blue crown!");
    }

    @Test
    void two_words_are_exchanged_for_two() {
        HardNegatives negatives = of("with a red crown", "with an orange crown", "it has no crown");
        assertThat(negatives.of("with a red crown", 9, random())).containsExactly("with an orange crown");
    }

    @Test
    void ends_of_sentences_are_neighbours_too() {
        assertThat(of("red crown", "red belly").of("red crown", 9, random())).containsExactly("red belly");
    }

    @Test
    void there_are_no_more_than_wanted_and_none_twice() {
        HardNegatives negatives = of("a red bird", "a blue bird", "a green bird", "a grey bird", "a white bird");
        List<String> found = negatives.of("a red bird", 3, random());
        assertThat(found).hasSizeBetween(2, 3).doesNotHaveDuplicates().doesNotContain("a red bird");
        assertThat(negatives.of("a red bird", 3, random())).isEqualTo(found);
    }

    @Test
    void a_sentence_with_nothing_to_exchange_has_none() {
        HardNegatives negatives = of("a red bird", "a blue bird");
        assertThat(negatives.of("two owls", 5, random())).isEmpty();
        assertThat(negatives.of("", 5, random())).isEmpty();
    }

    @Test
    void what_is_there_only_once_may_be_a_slip() {
        List<String> captions = List.of("a red bird", "a red bird", "a rde bird", "a blue bird", "a blue bird");
        HardNegatives negatives = HardNegatives.of(new OtherWords(new ColourPatches(1), own -> captions));
        assertThat(negatives.of("a red bird", 9, random())).containsExactly("a blue bird");
    }
}
