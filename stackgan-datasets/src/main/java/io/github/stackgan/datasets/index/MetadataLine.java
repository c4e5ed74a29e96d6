package io.github.stackgan.datasets.index;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.datasets.index.TextFile.Line;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What is told of one image: a line of a {@code metadata.jsonl} or {@code .csv}, or a file of captions. */
public final class MetadataLine {
    private static final List<String> CAPTIONS = List.of("text", "texts", "captions");

    private final String where;
    private final JsonObject object;

    MetadataLine(String where, JsonObject object) {
        this.where = where;
        this.object = object;
    }

    /** All lines but blank ones and those that are no object, which are told. */
    public static List<MetadataLine> all(Path index, Consumer<String> wrong) {
        List<MetadataLine> lines = new ArrayList<>();
        for (Line line : TextFile.lines(index, TextEncoding.unicode(index, TextFile.bytes(index)))) {
            try {
                lines.add(new MetadataLine(line.where(), object(line)));
            } catch (DatasetException e) {
                wrong.accept(String.valueOf(e.getMessage()));
            }
        }
        return lines;
    }

    /** An image with captions in a file beside it. */
    public static MetadataLine of(String where, String fileName, List<String> captions) {
        JsonObject object = new JsonObject();
        object.addProperty("file_name", fileName);
        JsonArray array = new JsonArray();
        captions.forEach(array::add);
        object.add("captions", array);
        return new MetadataLine(where, object);
    }

    private static JsonObject object(Line line) {
        JsonObject object = new JsonObject();
        try (JsonReader reader = new JsonReader(new StringReader(line.text()))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String key = reader.nextName();
                if (object.has(key)) {
                    throw new DatasetException(line.where() + ": the key " + Quoted.of(key) + " stands twice; "
                            + (CAPTIONS.contains(key)
                                    ? "join both in a list: \"captions\": [\"...\", \"...\"]"
                                    : "keep the right one"));
                }
                object.add(key, JsonParser.parseReader(reader));
            }
            reader.endObject();
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return object;
            }
        } catch (JsonParseException | IOException | IllegalStateException e) {
            throw new DatasetException(notAnObject(line), e);
        }
        throw new DatasetException(notAnObject(line));
    }

    private static String notAnObject(Line line) {
        return line.where()
                + ": expected a JSON object, such as {\"file_name\": \"a.png\", \"text\": \"a red bird\"}, but found "
                + Quoted.bare(line.text());
    }

    /** File and line. */
    public String where() {
        return where;
    }

    public DatasetException wrong(String what) {
        return new DatasetException(where + ": " + what);
    }

    public String fileName() {
        JsonElement name = object.get("file_name");
        if (name == null) {
            throw wrong("\"file_name\" is missing, found only " + Quoted.bare(object.keySet())
                    + "; it names the image, relative to the folder");
        }
        if (!isText(name)) {
            throw wrong("\"file_name\" must be a string, but is " + Quoted.bare(name));
        }
        return name.getAsString();
    }

    public List<String> captions() {
        List<String> captions = new ArrayList<>();
        for (String field : CAPTIONS) {
            captions.addAll(strings(field));
        }
        return captions;
    }

    public List<String> keywords() {
        return strings("keywords");
    }

    /** The text of "class" or "label", which must be the same if both are there. */
    public Optional<String> className() {
        Optional<String> found = Optional.empty();
        for (String field : List.of("class", "label")) {
            JsonElement value = object.get(field);
            if (value != null && !value.isJsonNull()) {
                if (!(value instanceof JsonPrimitive primitive) || primitive.isBoolean()) {
                    throw wrong("\"" + field + "\" must be a string or a number, but is " + Quoted.bare(value));
                }
                String name = value.getAsString();
                if (found.isPresent() && !name.isEmpty() && !found.get().equals(name)) {
                    throw wrong("\"class\" is " + Quoted.of(found.get()) + ", but \"label\" is " + Quoted.of(name)
                            + "; keep the right one");
                }
                found = name.isEmpty() ? found : Optional.of(name);
            }
        }
        return found;
    }

    private List<String> strings(String field) {
        JsonElement value = object.get(field);
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement element : value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value)) {
            if (!isText(element)) {
                throw wrong("\"" + field + "\" must be a string or a list of strings, but is " + Quoted.bare(value));
            }
            if (!TextFile.isWhole(element.getAsString())) {
                throw wrong("\"" + field + "\" has half of a surrogate pair, which is no character; mend it");
            }
            String text = TextFile.stripped(element.getAsString());
            if (!text.isEmpty()) {
                strings.add(text);
            }
        }
        return strings;
    }

    private static boolean isText(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
    }
}
