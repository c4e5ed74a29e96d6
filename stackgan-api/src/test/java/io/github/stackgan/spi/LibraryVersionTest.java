package io.github.stackgan.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LibraryVersionTest {
    @Test
    void it_is_the_poms() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<version>" + LibraryVersion.current() + "</version>\n  </parent>");
    }
}
