package io.github.stackgan.core.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.spi.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** A vocabulary as a JSON object of words and counts. */
final class VocabularyJson {
    private VocabularyJson() {}

    static String write(Vocabulary vocabulary) {
        JsonObject json = new JsonObject();
        vocabulary.counts().forEach(json::addProperty);
        return json.toString();
    }

    static Vocabulary read(String origin, String json) {
        JsonElement parsed;
        try {
            parsed = StrictJson.parse(json);
        } catch (JsonParseException e) {
            throw new ModelFormatException(origin + ": its vocabulary cannot be read; fetch or save the file again", e);
        }
        if (!(parsed instanceof JsonObject words)) {
            throw new ModelFormatException(
                    origin + ": its vocabulary is no object of words and counts; fetch or save the file again");
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        words.asMap().forEach((word, count) -> counts.put(word, count(origin, word, count)));
        return Vocabulary.of(counts);
    }

    private static int count(String origin, String word, JsonElement count) {
        if (word.isEmpty()) {
            throw new ModelFormatException(origin + ": its vocabulary has an empty word; fetch or save the file again");
        }
        if (count instanceof JsonPrimitive number && number.isNumber()) {
            double value = number.getAsDouble();
            if (value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value)) {
                return (int) value;
            }
        }
        throw new ModelFormatException(origin + ": the count of " + Quoted.of(word) + " in its vocabulary is "
                + Quoted.bare(count) + ", but must be a whole number from 1 to " + Integer.MAX_VALUE
                + "; fetch or save the file again");
    }
}
