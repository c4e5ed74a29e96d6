package io.github.stackgan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StackGanPropertiesTest {
    private static final Pattern NAME = Pattern.compile("\"spring\\.ai\\.stackgan\\.image\\.([a-z0-9-]+)\"");

    @Test
    void editors_offer_every_property() throws IOException {
        try (InputStream metadata =
                StackGanProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            List<String> offered =
                    NAME.matcher(json).results().map(found -> found.group(1)).toList();
            assertThat(offered)
                    .containsExactlyElementsOf(Stream.of(StackGanProperties.class.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
        }
    }
}
