package io.github.stackgan.datasets;

import com.google.gson.JsonArray;
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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What is told of one picture: a line of a {@code metadata.jsonl} or {@code .csv}, or a file of captions. */
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

    /** All rows of a table, whose first names the columns; a column may stand more than once. */
    static List<MetadataLine> table(Path index, byte[] bytes) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        List<MetadataLine> lines = new ArrayList<>();
        try (CSVParser rows = CSVParser.parse(text(index, bytes), format)) {
            List<String> columns = List.of();
            for (CSVRecord row : rows) {
                if (columns.isEmpty()) {
                    columns = row.toList();
                } else {
                    lines.add(row(index + " line " + rows.getCurrentLineNumber(), columns, row.toList()));
                }
            }
            return lines;
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new DatasetException(index + " is not a table of comma-separated values: " + e.getMessage(), e);
        }
    }

    private static MetadataLine row(String where, List<String> columns, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new DatasetException(where + ": expected " + columns.size()
                    + " cells, as the first line has, but found " + cells.size() + "; put cells with commas in quotes");
        }
        JsonObject object = new JsonObject();
        for (int i = 0; i < cells.size(); i++) {
            String column = columns.get(i);
            if (object.has(column)) {
                JsonArray both = new JsonArray();
                (object.get(column).isJsonArray()
                                ? object.getAsJsonArray(column).asList()
                                : List.of(object.get(column)))
                        .forEach(both::add);
                both.add(cells.get(i));
                object.add(column, both);
            } else {
                object.addProperty(column, cells.get(i));
            }
        }
        return new MetadataLine(where, object);
    }

    /** A picture with captions in a file beside it. */
    static MetadataLine of(String where, String fileName, List<String> captions) {
        JsonObject object = new JsonObject();
        object.addProperty("file_name", fileName);
        JsonArray array = new JsonArray();
        captions.forEach(array::add);
        object.add("captions", array);
        return new MetadataLine(where, object);
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
                if (!value.getAsString().isEmpty()) {
                    return Optional.of(value.getAsString());
                }
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
