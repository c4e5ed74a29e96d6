package io.github.stackgan.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** Java puts U+FFFD in the place of every byte that the locale has no character for. */
    @Test
    void a_text_that_the_locale_has_garbled_is_told_from_the_users_own() {
        List<String> arguments = List.of("generate", "--text", "an oiseau tr\uFFFD\uFFFDs rouge");
        assertThat(PathArgument.garbled(arguments, StandardCharsets.US_ASCII)).contains(arguments.get(2));
        assertThat(PathArgument.garbled(List.of("generate"), StandardCharsets.US_ASCII))
                .isEmpty();
        assertThat(PathArgument.garbled(arguments, StandardCharsets.UTF_8)).isEmpty();
    }
}
