package io.github.stackgan.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
