package io.github.stackgan.datasets;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a {@code metadata.jsonl}. */
final class MetadataLine {
    /** How much of a wrong value an error message quotes. */
    private static final int QUOTED = 60;

    private final String where;
    private final JsonObject object;

    private MetadataLine(String where, JsonObject object) {
        this.where = where;
        this.object = object;
    }

    /** All lines but blank ones. */
    static List<MetadataLine> all(Path index, byte[] bytes) {
        List<MetadataLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : text(index, bytes).split("\r?\n", -1)) {
            number++;
            if (!line.isBlank()) {
                String where = index + " line " + number;
                lines.add(new MetadataLine(where, object(where, line)));
            }
        }
        return lines;
    }

    private static String text(Path index, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // Some editors begin a file with a byte order mark.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DatasetException(index + " is not UTF-8 text; save it as UTF-8", e);
        }
    }

    private static JsonObject object(String where, String line) {
        try (JsonReader reader = new JsonReader(new StringReader(line))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | IOException | IllegalStateException e) {
            throw new DatasetException(notAnObject(where, line), e);
        }
        throw new DatasetException(notAnObject(where, line));
    }

    private static String notAnObject(String where, String line) {
        return where
                + ": expected a JSON object, such as {\"file_name\": \"a.png\", \"text\": \"a red bird\"}, but found "
                + quoted(line);
    }

    private static String quoted(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
    }

    /** File and line. */
    String where() {
        return where;
    }

    DatasetException wrong(String what) {
        return new DatasetException(where + ": " + what);
    }

    String fileName() {
        JsonElement name = object.get("file_name");
        if (name == null) {
            throw wrong("\"file_name\" is missing, found only " + object.keySet()
                    + "; it names the picture, relative to the folder");
        }
        if (!isText(name)) {
            throw wrong("\"file_name\" must be a string, but is " + quoted(name.toString()));
        }
        return name.getAsString();
    }

    List<String> captions() {
        List<String> captions = new ArrayList<>();
        for (String field : List.of("text", "texts", "captions")) {
            captions.addAll(strings(field));
        }
        return captions;
    }

    List<String> keywords() {
        return strings("keywords");
    }

    /** The text of "class" or "label". */
    Optional<String> className() {
        for (String field : List.of("class", "label")) {
            JsonElement value = object.get(field);
            if (value != null && !value.isJsonNull()) {
                if (!value.isJsonPrimitive() || value.getAsJsonPrimitive().isBoolean()) {
                    throw wrong("\"" + field + "\" must be a string or a number, but is " + quoted(value.toString()));
                }
                return Optional.of(value.getAsString());
            }
        }
        return Optional.empty();
    }

    private List<String> strings(String field) {
        JsonElement value = object.get(field);
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement element : value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value)) {
            if (!isText(element)) {
                throw wrong(
                        "\"" + field + "\" must be a string or a list of strings, but is " + quoted(value.toString()));
            }
            if (!element.getAsString().isBlank()) {
                strings.add(element.getAsString().strip());
            }
        }
        return strings;
    }

    private static boolean isText(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
    }
}
