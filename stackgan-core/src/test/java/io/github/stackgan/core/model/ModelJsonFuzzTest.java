package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Provenance;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.StackGanSettings;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON in models, changed by somebody who also made the checksum fit. */
class ModelJsonFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("stackgan.mutations", 1000);

    private static final String SIGNS = "{}[]\",:-+.eE0123456789truefalsnN \\u\u00e9\0";

    private static String whole(String kind) {
        return switch (kind) {
            case "settings" -> Json.write(Small.settings(), StackGanSettings.class);
            case "provenance" ->
                Json.write(
                        Provenance.untrained("hash", List.of(1L, 2L), "1", "pytorch")
                                .withDataset("birds")
                                .withCaptions(List.of("a red bird")),
                        Provenance.class);
            default -> VocabularyJson.write(Vocabulary.of(Map.of("bird", 2, "red", 1)));
        };
    }

    private static Consumer<String> reader(String kind) {
        return switch (kind) {
            case "settings" -> json -> Json.settings("the file", json);
            case "provenance" -> json -> Json.provenance("the file", json);
            default -> json -> VocabularyJson.read("the file", json);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "provenance", "vocabulary"})
    void mutated_json_is_read_or_refused_with_our_message(String kind) {
        Random random = new Random(kind.hashCode());
        String whole = whole(kind);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder mutated = new StringBuilder(whole);
            for (int j = random.nextInt(4); j >= 0; j--) {
                mutated.setCharAt(random.nextInt(whole.length()), SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            if (random.nextInt(5) == 0) {
                mutated.setLength(random.nextInt(whole.length()));
            }
            try {
                reader(kind).accept(mutated.toString());
            } catch (ModelFormatException e) {
                assertThat(e.getMessage())
                        .startsWith("the file: ")
                        .contains(kind)
                        .hasSizeLessThan(1500);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
