package io.github.stackgan.spi;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.io.StringReader;

/**
 * JSON as RFC 8259 has it, and nothing beside it: no member of an object twice, nothing after the value, at most 64
 * levels deep.
 *
 * @since 0.1.0
 */
public final class StrictJson {
    private static final int DEEPEST = 64;

    private StrictJson() {}

    /**
     * Reads a text.
     *
     * @param text one value
     * @return the value
     * @throws JsonParseException if it is anything else; the message says what is wrong, in words that are fit to be
     *     shown
     */
    public static JsonElement parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement value = value(reader, 0);
            if (!isAtTheEnd(reader)) {
                throw new JsonParseException("there is more text after the JSON value");
            }
            return value;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new JsonParseException("it is not proper JSON", e);
        }
    }

    private static boolean isAtTheEnd(JsonReader reader) {
        try {
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonElement value(JsonReader reader, int depth) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader, deeper(depth));
            case BEGIN_ARRAY -> array(reader, deeper(depth));
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> JsonParser.parseString(reader.nextString());
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw new JsonParseException("it is not proper JSON");
        };
    }

    private static int deeper(int depth) {
        if (depth == DEEPEST) {
            throw new JsonParseException("its objects and arrays are more than " + DEEPEST + " levels deep");
        }
        return depth + 1;
    }

    private static JsonObject object(JsonReader reader, int depth) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            JsonElement value = value(reader, depth);
            if (object.has(name)) {
                throw new JsonParseException("the member " + Quoted.of(name) + " stands in it twice");
            }
            object.add(name, value);
        }
        reader.endObject();
        return object;
    }

    private static JsonArray array(JsonReader reader, int depth) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(reader, depth));
        }
        reader.endArray();
        return array;
    }
}
