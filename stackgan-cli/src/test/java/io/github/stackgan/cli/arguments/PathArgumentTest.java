package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PathArgumentTest {
    /** Half of a character of two parts, which no locale has. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "names do not hang on the locale there")
    void a_name_that_the_locale_has_not_is_told_with_the_locale() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathArgument.of("a\ud800b"))
                .withMessageStartingWith("\"a?b\" is not a file's name under this locale (sun.jnu.encoding is ")
                .withMessageEndingWith("); if it has accents, run with LC_ALL=C.UTF-8 in the environment");
    }

    @Test
    void a_name_that_no_locale_makes_one_is_told_with_the_reason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathArgument.of("a\0b"))
                .withMessageStartingWith("\"a?b\" is not a file's name on this system (")
                .withMessageEndingWith("); choose another");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathArgument.of("a\" --out b\0"))
                .withMessageEndingWith("; leave out a backslash before a closing quote, which does not close then");
    }
}
