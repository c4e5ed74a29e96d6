package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatVersionTest {
    private static final Path FILE = Path.of("some.safetensors");

    @ParameterizedTest
    @EnumSource
    void what_is_marked_is_accepted_and_a_later_number_asks_for_an_update(FormatVersion format) {
        Map<String, String> metadata = new HashMap<>();
        format.mark(metadata);
        assertThatCode(() -> format.require(FILE, metadata)).doesNotThrowAnyException();
        String kind = metadata.get("format").replaceAll("[0-9]", "");
        for (String number : new String[] {"2", "10", "999999999"}) {
            assertThatThrownBy(() -> format.require(FILE, Map.of("format", kind + number)))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage("some.safetensors was written by a newer version of StackGAN for Java: its format is "
                            + kind + number + ", but this version reads up to " + kind
                            + "1. Update StackGAN for Java.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_format_is_named(FormatVersion format) {
        for (String other :
                new String[] {"stackgan-other/1", "pt", "stackgan-model/0", "stackgan-model/x", "\u001b[2J"}) {
            assertThatThrownBy(() -> format.require(FILE, Map.of("format", other)))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("its format is \"" + other.replace('\u001b', '?') + "\", expected stackgan-");
        }
        assertThatThrownBy(() -> format.require(FILE, Map.of())).hasMessageContaining("its format is not named");
    }
}
