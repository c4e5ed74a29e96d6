package io.github.stackgan.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.DatasetException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuotedTest {
    @Test
    void a_text_that_is_fit_stays_as_it_is() {
        assertThat(Quoted.of("a réd bird, 鳥")).isEqualTo("\"a réd bird, 鳥\"");
    }

    @Test
    void escapes_and_bidirectional_overrides_are_question_marks() {
        assertThat(Quoted.of("a\u001b[31m\u202eb\nc\u2028d")).isEqualTo("\"a?[31m?b?c?d\"");
    }

    @Test
    void a_long_text_is_cut_between_characters() {
        assertThat(Quoted.bare("a".repeat(119) + "\ud83d\udc26")).isEqualTo("a".repeat(119) + "...");
        assertThat(Quoted.bare("a".repeat(120))).hasSize(120);
    }

    @Property
    void whatever_comes_in_is_short_and_has_no_control_characters(@ForAll String text) {
        assertThat(Quoted.bare(text)).hasSizeLessThanOrEqualTo(123).doesNotContainPattern("\\p{C}");
    }

    @Test
    void messages_of_exceptions_keep_their_lines_and_lose_their_escapes() {
        assertThat(new DatasetException("1\n2\u001b[2J")).hasMessage("1\n2?[2J");
    }
}
