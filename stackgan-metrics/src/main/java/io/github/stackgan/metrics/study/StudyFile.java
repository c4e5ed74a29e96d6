package io.github.stackgan.metrics.study;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.spi.StrictJson;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A study's files: strict JSON of limited size in, whole files out. Every complaint names the file and the place in it.
 */
final class StudyFile {
    private static final long MOST_BYTES = 16_000_000;

    private StudyFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Writes beside the file, then moves it into place, so that it appears whole or not at all. */
    static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        try {
            Path folder = Objects.requireNonNull(target.getParent(), "a file has a folder");
            Folders.make(folder);
            Path aside =
                    folder.resolve("." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
            try {
                try (Writer out = Files.newBufferedWriter(aside, StandardOpenOption.CREATE_NEW)) {
                    content.writeTo(out);
                }
                Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new StudyException(file + ": cannot be written (" + e + ")", e);
        }
    }

    /** Reads one JSON object that says of itself that it is of the format, version 1. */
    static JsonObject read(Path file, String format) {
        JsonElement root = parse(file, text(file));
        if (!root.isJsonObject() || !isText(root.getAsJsonObject().get("format"), format)) {
            throw new StudyException(file + ": no file of this kind: expected \"format\": \"" + format + "\", found "
                    + (root.isJsonObject() ? shown(root.getAsJsonObject().get("format")) : shown(root)));
        }
        JsonObject object = root.getAsJsonObject();
        if (integer(file, object, "version") != 1) {
            throw new StudyException(file + ": version " + object.get("version")
                    + ", but only version 1 is known; use the release that made it");
        }
        return object;
    }

    private static String text(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new StudyException(
                        file + ": " + size + " bytes, but such a file has at most " + MOST_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new StudyException(file + ": not UTF-8 text; expected JSON", e);
        } catch (NoSuchFileException e) {
            throw new StudyException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new StudyException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private static JsonElement parse(Path file, String text) {
        try {
            return StrictJson.parse(text);
        } catch (JsonParseException e) {
            throw new StudyException(file + ": not JSON (" + e.getMessage() + ")", e);
        }
    }

    static String string(Path file, JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value instanceof JsonPrimitive text
                && text.isString()
                && !text.getAsString().isBlank()) {
            return text.getAsString();
        }
        throw unexpected(file, name, value, "text");
    }

    static long integer(Path file, JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            try {
                return Long.parseLong(number.getAsString());
            } catch (NumberFormatException e) {
                throw unexpected(file, name, value, "a whole number");
            }
        }
        throw unexpected(file, name, value, "a whole number");
    }

    static List<JsonObject> objects(Path file, JsonObject object, String name) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonElement element : array(file, object, name)) {
            if (!element.isJsonObject()) {
                throw unexpected(file, name, element, "a list of objects");
            }
            all.add(element.getAsJsonObject());
        }
        return all;
    }

    static List<String> strings(Path file, String name, @Nullable JsonElement value) {
        List<String> all = new ArrayList<>();
        if (value == null || !value.isJsonArray()) {
            throw unexpected(file, name, value, "a list of texts");
        }
        for (JsonElement element : value.getAsJsonArray()) {
            if (!(element instanceof JsonPrimitive text && text.isString())) {
                throw unexpected(file, name, element, "a list of texts");
            }
            all.add(element.getAsString());
        }
        return all;
    }

    static List<JsonElement> array(Path file, JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonArray()) {
            throw unexpected(file, name, value, "a list");
        }
        return value.getAsJsonArray().asList();
    }

    private static boolean isText(@Nullable JsonElement value, String text) {
        return value instanceof JsonPrimitive found
                && found.isString()
                && found.getAsString().equals(text);
    }

    private static StudyException unexpected(Path file, String name, @Nullable JsonElement found, String expected) {
        return new StudyException(file + ": \"" + name + "\" is " + shown(found) + ", but must be " + expected);
    }

    private static String shown(@Nullable JsonElement value) {
        if (value == null) {
            return "nothing";
        }
        return Quoted.bare(value);
    }
}
