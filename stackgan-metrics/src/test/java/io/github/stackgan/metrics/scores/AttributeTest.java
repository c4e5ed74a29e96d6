package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeTest {
    private static final Attribute BELLY = new Attribute(
            "belly", List.of(List.of("white", "ivory"), List.of("black"), List.of("red")), List.of("belly", "breast"));
    private static final Attribute BODY =
            new Attribute("body", List.of(List.of("white"), List.of("black"), List.of("red")), List.of("bird"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a bird with a white belly",
                "IVORY BREAST, black wings",
                "a red bird with a white belly and black wings",
                "red wings white belly.",
                "the belly is white and the wings are black",
                "a red bird (white belly)"
            })
    void a_colour_before_the_noun_or_after_is_said(String caption) {
        assertThat(BELLY.said(caption)).hasValue(0);
    }

    /** Whose colour it is, only the whole list tells. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wings black belly white",
                "bird, cap red belly and breast dark white",
                "bird, cap white belly red",
                "a white bird",
                "black breast pumpkin"
            })
    void a_colour_between_two_nouns_is_nobodys(String caption) {
        assertThat(BELLY.said(caption)).isEmpty();
    }

    @Test
    void what_is_said_of_a_part_of_it_is_not_said_of_it() {
        assertThat(BODY.said("the belly of the bird is red")).isEmpty();
        assertThat(BODY.said("belly of bird is red")).isEmpty();
        assertThat(BODY.said("the belly of this small white bird is red")).hasValue(0);
        assertThat(BODY.said("the bird is red")).hasValue(2);
        assertThat(BODY.said("the bird is red-bellied")).isEmpty();
        assertThat(BELLY.said("a bird of which the belly is red")).isPresent();
        assertThat(BELLY.said("the lower part of its belly is red")).isPresent();
    }
}
