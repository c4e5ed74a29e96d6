package io.github.stackgan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What happens before any command runs. */
class MainArgumentsTest {
    private static final String HEADLESS = "java.awt.headless";

    @Test
    void no_screen_is_looked_for_unless_somebody_asks() {
        String before = System.getProperty(HEADLESS, "true");
        try {
            System.clearProperty(HEADLESS);
            Main.main(new String[] {"--version"});
            assertThat(System.getProperty(HEADLESS)).isEqualTo("true");
            System.setProperty(HEADLESS, "false");
            Main.main(new String[] {"--version"});
            assertThat(System.getProperty(HEADLESS)).isEqualTo("false");
        } finally {
            System.setProperty(HEADLESS, before);
        }
    }

    /** Java puts U+FFFD in the place of every byte that the locale has no character for. */
    @Test
    void a_text_that_the_locale_has_garbled_is_not_drawn() {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run("generate", "--text", "an oiseau tr\uFFFD\uFFFDs rouge"))
                    .isEqualTo(2);
        } finally {
            System.setErr(console);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("has lost characters on the way under this locale", "run with LC_ALL=C.UTF-8")
                .doesNotContain("Usage");
    }
}
