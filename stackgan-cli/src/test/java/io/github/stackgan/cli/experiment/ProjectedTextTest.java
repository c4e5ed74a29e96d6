package io.github.stackgan.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.metrics.scores.Attribute;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectedTextTest {
    private static final int SIZE = 400;

    private static final List<Attribute> COLOURS = List.of(
            new Attribute("body", List.of(List.of("red", "crimson"), List.of("blue")), List.of("bird")),
            new Attribute("belly", List.of(List.of("red"), List.of("blue")), List.of("belly", "breast")));

    private static float[] encode(ProjectedText encoder, String text) {
        return encoder.encode(List.of(text))[0];
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void texts_that_say_the_same_attributes_have_the_same_embedding() {
        ProjectedText encoder = ProjectedText.ofAttributes(COLOURS, SIZE);
        assertThat(encode(encoder, "a red bird with a blue belly"))
                .isEqualTo(encode(encoder, "the crimson bird has a blue breast"))
                .isNotEqualTo(encode(encoder, "a blue bird with a red belly"));
        assertThat(encode(encoder, "an owl")).containsOnly(0f);
    }

    /**
     * Directions of chance are nearly at right angles: two things of which one is shared have a cosine of 1/2, within 5
     * / sqrt(400).
     */
    @Test
    void each_thing_said_has_a_direction_of_its_own() {
        ProjectedText encoder = ProjectedText.ofAttributes(COLOURS, SIZE);
        float[] both = encode(encoder, "a red bird with a blue belly");
        assertThat(cosine(both, encode(encoder, "a red bird with a red belly"))).isCloseTo(0.5, within(0.25));
        assertThat(cosine(both, encode(encoder, "a blue bird with a red belly")))
                .isCloseTo(0, within(0.25));
    }

    @Test
    void rare_words_weigh_more_than_common_ones() {
        List<String> colours = List.of("red", "white", "blue", "green");
        ProjectedText encoder = ProjectedText.ofWords(birds(colours), SIZE);
        float[] text = encode(encoder, "a red bird with a white belly");
        assertThat(cosine(text, encode(encoder, "red bird, white belly")))
                .isGreaterThan(cosine(text, encode(encoder, "a bird with a belly")));
        assertThat(ProjectedText.ofWords(birds(colours), SIZE).fingerprint())
                .isEqualTo(encoder.fingerprint())
                .isNotEqualTo(ProjectedText.ofWords(birds(colours.subList(0, 3)), SIZE)
                        .fingerprint());
    }

    @Test
    void words_of_any_script_are_words() {
        ProjectedText encoder = ProjectedText.ofWords(birds(List.of("красный", "größer", "λευκός", "青い")), SIZE);
        assertThat(encode(encoder, "a красный bird")).isNotEqualTo(encode(encoder, "a λευκός bird"));
        assertThat(encode(encoder, "größer")).isNotEqualTo(encode(encoder, "gr er"));
    }

    @Test
    void captions_in_which_no_word_comes_again_are_refused() {
        CaptionedImages images = mock(CaptionedImages.class);
        doReturn("mine").when(images).name();
        doReturn(9).when(images).size();
        doAnswer(call -> List.of("caption" + call.getArgument(0))).when(images).captions(anyInt());
        assertThatThrownBy(() -> ProjectedText.ofWords(images, SIZE))
                .hasMessageContaining("The captions of mine have no word");
    }

    /** Every bird and belly of some colours, and as many captions without either. */
    private static CaptionedImages birds(List<String> colours) {
        List<String> captions = colours.stream()
                .flatMap(body -> colours.stream().map(belly -> "a " + body + " bird with a " + belly + " belly"))
                .toList();
        CaptionedImages images = mock(CaptionedImages.class);
        doReturn(captions.size()).when(images).size();
        doAnswer(call -> List.of(captions.get(call.getArgument(0)), "it sings"))
                .when(images)
                .captions(anyInt());
        return images;
    }
}
