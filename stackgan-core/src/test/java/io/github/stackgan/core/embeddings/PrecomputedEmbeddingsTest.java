package io.github.stackgan.core.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecomputedEmbeddingsTest {
    private static Map<String, float[]> two() {
        Map<String, float[]> map = new LinkedHashMap<>();
        map.put("a red bird", new float[] {1, 2, 3});
        map.put("a blue bird", new float[] {4, 5, 6});
        return map;
    }

    @Test
    void gives_back_what_it_was_given_in_the_order_asked() {
        PrecomputedEmbeddings encoder = PrecomputedEmbeddings.of(two());
        assertThat(encoder.embeddingSize()).isEqualTo(3);
        assertThat(encoder.encode(List.of("a blue bird", "a red bird", "a blue bird")))
                .isDeepEqualTo(new float[][] {{4, 5, 6}, {1, 2, 3}, {4, 5, 6}});
        assertThat(encoder.encode(List.of())).isEmpty();
    }

    @Test
    void nobody_can_change_it_from_outside() {
        Map<String, float[]> given = two();
        PrecomputedEmbeddings encoder = PrecomputedEmbeddings.of(given);
        given.values().forEach(e -> e[0] = 99);
        encoder.encode(List.of("a red bird"))[0][0] = 99;
        assertThat(encoder.encode(List.of("a red bird"))[0]).containsExactly(1, 2, 3);
    }

    @Test
    void an_unknown_sentence_is_named_with_the_number_of_known_ones() {
        assertThatThrownBy(() -> PrecomputedEmbeddings.of(two()).encode(List.of("a red bird", "a green bird")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a green bird\"")
                .hasMessageContaining("2 known texts")
                .hasMessageContaining("CharCnnRnn");
    }

    @Test
    void embeddings_must_exist_and_be_of_one_length() {
        assertThatThrownBy(() -> PrecomputedEmbeddings.of(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one text");
        Map<String, float[]> uneven = two();
        uneven.put("a grey bird", new float[] {1});
        assertThatThrownBy(() -> PrecomputedEmbeddings.of(uneven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a grey bird")
                .hasMessageContaining("1 numbers");
    }

    @Test
    void the_fingerprint_follows_the_content_and_not_the_order() {
        Map<String, float[]> reversed = new LinkedHashMap<>();
        reversed.put("a blue bird", new float[] {4, 5, 6});
        reversed.put("a red bird", new float[] {1, 2, 3});
        String fingerprint = PrecomputedEmbeddings.of(two()).fingerprint();
        assertThat(PrecomputedEmbeddings.of(reversed).fingerprint()).isEqualTo(fingerprint);
        reversed.put("a red bird", new float[] {1, 2, 4});
        assertThat(PrecomputedEmbeddings.of(reversed).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(fingerprint).matches("[0-9a-f]{64}");
    }

    @Test
    void numbers_that_are_not_finite_are_refused_with_their_sentence() {
        assertThatThrownBy(() -> PrecomputedEmbeddings.of(Map.of("a\u001b[2J", new float[] {1, Float.NaN})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The embedding of \"a?[2J\" has the number NaN, but all must be finite; compute it again");
    }
}
