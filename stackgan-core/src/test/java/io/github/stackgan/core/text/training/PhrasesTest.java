package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static Phrases of(String... sentences) {
        return Phrases.of(new OtherWords(new ColourPatches(1), captions -> List.of(sentences)));
    }

    @Test
    void words_and_neighbours_count_the_most_frequent_first() {
        Phrases phrases = of("a red bird", "a red crown", "a blue bird");
        // In order: a, a red, bird, red, a blue, blue, blue bird, crown, red bird, red crown.
        assertThat(phrases.size()).isEqualTo(10);
        assertThat(phrases.presence(List.of("a red bird"))).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 1, 0);
        assertThat(phrases.presence(List.of("A, crimson owl", "red bird")))
                .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0);
    }

    @Test
    void a_group_has_what_any_of_its_sentences_has() {
        Phrases phrases = of("red", "blue");
        assertThat(phrases.presenceInAny(List.of(List.of("blue", "green"), List.of("blue", "red", "red"), List.of())))
                .containsExactly(1, 0, 1, 1, 0, 0);
    }

    @Test
    void sentences_without_words_have_no_phrases() {
        assertThat(of("", " ?").size()).isZero();
    }
}
