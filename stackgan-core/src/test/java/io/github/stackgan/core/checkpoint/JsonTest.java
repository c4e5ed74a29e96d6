package io.github.stackgan.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Provenance;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static final StackGanSettings SETTINGS = Small.settings();
    private static final String JSON = Json.write(SETTINGS, StackGanSettings.class);

    @Test
    void settings_and_provenance_come_back() {
        Provenance provenance = Provenance.untrained("f", List.of(1L, 2L), "v", "e");
        assertThat(Json.settings("m", JSON)).isEqualTo(SETTINGS);
        assertThat(Json.provenance("m", Json.write(provenance, Provenance.class)))
                .isEqualTo(provenance);
    }

    /** Files of stages that are told nothing are as they were before there were locations. */
    @Test
    void a_location_comes_back_and_only_stages_that_are_told_one_have_it_in_their_files() {
        assertThat(JSON).doesNotContain("location");
        StackGanSettings told = SETTINGS.withRefinements().withStage1(Stage1.gawwnKeyPoints());
        String json = Json.write(told, StackGanSettings.class);
        assertThat(json).contains("\"location\":{\"kind\":\"KEY_POINTS\"", "\"left eye\"");
        assertThat(Json.settings("m", json)).isEqualTo(told);
        assertThatThrownBy(() -> Json.settings("m", json.replace("\"KEY_POINTS\"", "\"ELSEWHERE\"")))
                .hasMessageContaining("stage1.location.kind is \"ELSEWHERE\", but must be one of BOX, KEY_POINTS");
        assertThatThrownBy(() -> Json.settings("m", json.replace("\"kind\":\"KEY_POINTS\",", "")))
                .hasMessageContaining("stage1.location.kind is missing");
    }

    private static void assertRefused(String old, String changed, String message) {
        String json = Json.write(SETTINGS.withSeed(1), StackGanSettings.class);
        assertThat(json).contains(old);
        assertThatThrownBy(() -> Json.settings("file.x", json.replace(old, changed)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("file.x: its settings cannot be used: ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("github.com", "Exception", "Json", "java.", "Immutable")
                .hasSizeLessThan(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "body | 'PLAIN' | 'WAVY' | stage1.body is \"WAVY\", but must be one of PLAIN, BOTTLENECK, TRANSPOSED",
                "text | 'EMBEDDING' | '?' | refinements[0].text is \"?\", but must be one of EMBEDDING, NONE",
                "body | 'PLAIN' | null | stage1.body is null, but must be one of",
                "noise | 'NORMAL' | 7 | stage1.conditioning.noise is number, but must be one of",
                "noiseSize | 5 | '5' | stage1.noiseSize is string, but must be a whole number of 32 bits",
                "noiseSize | 5 | 5.5 | stage1.noiseSize is 5.5, but must be a whole number",
                "noiseSize | 5 | 1e400 | stage1.noiseSize is 1e400, but must be a whole number",
                "noiseSize | 5 | 1000000000 | stage1.noiseSize is 1000000000, but must be from 1 to 65536",
                "noiseSize | 5 | -5 | stage1.noiseSize is -5, but must be from 1",
                "klWeight | 1.0 | 1e999 | stage1.conditioning.klWeight is 1e999, but must be a number",
                "embeddingSize | 12 | 2147483647 | embeddingSize is 2147483647, but must be from 1",
                "residualBlocks | 1 | 1000000 | residualBlocks is 1000000, but must be from 0 to 1000",
                "generatorChannels | 4 | 536870912 | generatorChannels is 536870912, but must be from 1",
                "seed | 1 | 99999999999999999999 | seed is 99999999999999999999, but must be a whole number of 64",
            })
    void values_that_are_not_allowed_name_file_field_value_and_what_is(
            String field, String old, String changed, String message) {
        String key = "\"" + field + "\":";
        assertRefused(key + old.replace('\'', '"'), key + changed.replace('\'', '"'), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"noiseSize\":5 | \"noiseSize\":5,\"noiseSize\":6 | stage1.noiseSize stands there twice",
                "\"noiseSize\":5 | \"waves\":5 | the field \"stage1.waves\" is unknown to this version",
                "\"seed\":1 | \"seed\":1,\"lastStage\":{} | the field \"lastStage\" is unknown to this version",
                "\"embeddingSize\":12, | ~~ | embeddingSize is missing",
                "{\"stage1\": | {\"stage1\":[],\"x\": | stage1 is begin array, but must be an object",
                "\"stage1\":{ | \"stage1\":{{ | no proper JSON at $.stage1",
                "\"seed\":1} | \"seed\":1 | no proper JSON at $",
                "\"seed\":1} | \"seed\":1}} | no proper JSON at $",
            })
    void fields_that_are_unknown_doubled_or_missing_are_named(String old, String changed, String message) {
        assertRefused(old, changed, message);
    }

    @Test
    void settings_that_are_missing_or_nothing_are_refused() {
        for (String json : new String[] {"", " ", "null", "[]", "7", "\"\"", "{\"\":1}", "[".repeat(100_000)}) {
            assertThatThrownBy(() -> Json.settings("file.x", json))
                    .as(json)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith("file.x: its settings cannot be used: ");
        }
    }

    @Test
    void older_settings_have_defaults_for_fields_that_came_later() {
        StackGanSettings usual = StackGanSettings.of(12, Small.stage1().withReductionKernel(3), List.of());
        String older = Json.write(usual, StackGanSettings.class).replace("\"reductionKernel\":3,", "");
        assertThat(Json.settings("m", older)).isEqualTo(usual);
    }

    @Test
    void a_provenance_of_a_newer_version_is_read_as_far_as_it_is_known() {
        Provenance provenance = Provenance.untrained("f", List.of(1L), "v", "e");
        String newer = Json.write(provenance, Provenance.class).replace("{", "{\"carbon\":{\"deep\":[1,{}]},");
        assertThat(Json.provenance("m", newer)).isEqualTo(provenance);
        String without = Json.write(provenance, Provenance.class).replace("\"iterations\":[1],", "");
        assertThatThrownBy(() -> Json.provenance("m", without))
                .hasMessageContaining("m: its provenance cannot be used: iterations is missing");
    }
}
