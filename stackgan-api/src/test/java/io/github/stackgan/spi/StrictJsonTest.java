package io.github.stackgan.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, 2.5, -3e2, \"x\\u00e9\", true, null, {}]}",
                " [[], {\"b\": {\"b\": 1}}] ",
                "\"text\"",
                "9007199254740993"
            })
    void proper_json_is_read_as_by_others(String text) {
        assertThat(StrictJson.parse(text)).isEqualTo(JsonParser.parseString(text));
        assertThat(StrictJson.parse(text))
                .hasToString(JsonParser.parseString(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"a\" 1}", "{'a': 1}", "{a: 1}", "[1,]", "NaN", "True", "// x\n1", "{\"a\": 01}"})
    void what_is_not_json_is_refused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text))
                .isInstanceOf(JsonParseException.class)
                .hasMessage("it is not proper JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} x", "{}{}", "1 2", "[] ]", "{\"a\": 1}\n#"})
    void text_after_the_value_is_refused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text)).hasMessage("there is more text after the JSON value");
    }

    @Test
    void a_member_that_stands_twice_is_named() {
        assertThatThrownBy(() -> StrictJson.parse("[{\"b\": {\"seed\\u001b\": 1, \"seed\\u001b\": 1}}]"))
                .hasMessage("the member \"seed?\" stands in it twice");
    }

    @Test
    void what_is_too_deep_is_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> StrictJson.parse("[".repeat(100_000))).hasMessageContaining("64 levels");
        assertThat(StrictJson.parse("[".repeat(64) + "]".repeat(64)).isJsonArray())
                .isTrue();
    }
}
