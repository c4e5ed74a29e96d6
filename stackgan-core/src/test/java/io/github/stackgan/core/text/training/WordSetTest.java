package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordSetTest {
    private final WordSet.Numbering numbering = new WordSet.Numbering();

    @Test
    void order_repetition_and_signs_do_not_count() {
        assertThat(numbering.of("a red bird, a red wing")).isEqualTo(numbering.of("red wing: a bird!"));
        assertThat(numbering.of("a red bird")).isNotEqualTo(numbering.of("a red beak"));
        assertThat(numbering.of("A Red bird")).isEqualTo(numbering.of("a red bird"));
        assertThat(numbering.of("красная птица")).isNotEqualTo(numbering.of("синяя птица"));
    }

    @Test
    void likeness_is_the_part_of_the_words_that_are_in_both() {
        assertThat(numbering.of("a red bird").likeness(numbering.of("a blue bird")))
                .isEqualTo(0.5);
        assertThat(numbering.of("red").likeness(numbering.of("blue"))).isZero();
        assertThat(numbering.of("").likeness(numbering.of(" ,"))).isEqualTo(1);
    }

    /** Against sets of strings. */
    @Property(tries = 300)
    void likeness_equals_that_of_sets(
            @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'd') String one,
            @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'd') String other) {
        List<String> a = List.of(one.split(""));
        List<String> b = List.of(other.split(""));
        Set<String> both = new HashSet<>(a);
        both.retainAll(new HashSet<>(b));
        Set<String> either = new HashSet<>(a);
        either.addAll(b);
        double wanted = (double) both.size() / either.size();
        WordSet.Numbering words = new WordSet.Numbering();
        WordSet first = words.of(String.join(" ", a));
        WordSet second = words.of(String.join(" ", b));
        if (!one.isEmpty() && !other.isEmpty()) {
            assertThat(first.likeness(second)).isEqualTo(wanted).isEqualTo(second.likeness(first));
        }
    }
}
