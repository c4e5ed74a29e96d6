package io.github.stackgan.metrics.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeAccuracyTest {
    private static final List<Attribute> COLOURS = List.of(
            new Attribute("left", List.of(List.of("red"), List.of("blue")), List.of("side")),
            new Attribute("right", List.of(List.of("red"), List.of("blue"), List.of("green")), List.of("end")));

    @Test
    void accuracy_counts_only_what_was_said() {
        int[][] seen = {{0, 1}, {1, 1}, {1, 2}};
        int[][] said = {{0, -1}, {0, 1}, {1, -1}};
        AttributeAccuracy accuracy = AttributeAccuracy.of(COLOURS, seen, said);
        assertThat(accuracy.byAttribute()).containsExactlyInAnyOrderEntriesOf(Map.of("left", 2.0 / 3, "right", 1.0));
        assertThat(accuracy.counts()).containsExactlyInAnyOrderEntriesOf(Map.of("left", 3, "right", 1));
        assertThat(accuracy.overall()).isEqualTo(0.75);
        assertThat(accuracy).hasToString("left 66.7%, right 100.0%, all 75.0%");
    }

    @Test
    void bad_input_is_named() {
        assertThatThrownBy(() -> AttributeAccuracy.of(COLOURS, new int[0][], new int[0][]))
                .hasMessageContaining("0 images");
        assertThatThrownBy(() -> AttributeAccuracy.of(COLOURS, new int[][] {{0}}, new int[][] {{0, 1}}))
                .hasMessageContaining("Image 0 has 1 values seen");
        assertThatThrownBy(() -> new Attribute("x", List.of(List.of("a")), List.of("b")))
                .hasMessageContaining("Attribute x has 1 values");
    }
}
