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
    private final WordSet.Book book = new WordSet.Book();

    @Test
    void order_repetition_and_signs_do_not_count() {
        assertThat(book.of("a red bird, a red wing")).isEqualTo(book.of("red wing: a bird!"));
        assertThat(book.of("a red bird")).isNotEqualTo(book.of("a red beak"));
    }

    @Test
    void likeness_is_the_part_of_the_words_that_are_in_both() {
        assertThat(book.of("a red bird").likeness(book.of("a blue bird"))).isEqualTo(0.5);
        assertThat(book.of("red").likeness(book.of("blue"))).isZero();
        assertThat(book.of("").likeness(book.of(" ,"))).isEqualTo(1);
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
        WordSet.Book words = new WordSet.Book();
        WordSet first = words.of(String.join(" ", a));
        WordSet second = words.of(String.join(" ", b));
        if (!one.isEmpty() && !other.isEmpty()) {
            assertThat(first.likeness(second)).isEqualTo(wanted).isEqualTo(second.likeness(first));
        }
    }
}
