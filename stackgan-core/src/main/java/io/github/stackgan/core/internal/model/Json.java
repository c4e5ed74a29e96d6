package io.github.stackgan.core.internal.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapterFactory;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGanSettings;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Settings as JSON and back. */
public final class Json {
    /** What is saved travels to other machines, so a path is written as its last name. */
    private static final JsonSerializer<Path> FILE_NAME =
            (path, type, context) -> new JsonPrimitive(String.valueOf(path.getFileName()));

    private static final Gson GSON = gson();

    private Json() {}

    private static Gson gson() {
        GsonBuilder builder =
                new GsonBuilder().disableHtmlEscaping().registerTypeHierarchyAdapter(Path.class, FILE_NAME);
        ServiceLoader.load(TypeAdapterFactory.class, StackGanSettings.class.getClassLoader())
                .forEach(builder::registerTypeAdapterFactory);
        return builder.create();
    }

    /**
     * Writes a value.
     *
     * @param value an immutable value of the API
     * @param type its public type
     * @return JSON in one line
     */
    public static String write(Object value, Class<?> type) {
        return GSON.toJson(value, type);
    }

    /**
     * Reads a value.
     *
     * @param origin what the text comes from, for messages
     * @param json the text
     * @param type the value's public type
     * @param <T> the same
     * @return the value
     * @throws ModelFormatException if the text is not such a value
     */
    public static <T> T read(String origin, String json, Class<T> type) {
        try {
            T value = GSON.fromJson(json, type);
            if (value != null) {
                return value;
            }
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            throw new ModelFormatException(
                    origin + ": its " + type.getSimpleName() + " cannot be read: " + e.getMessage(), e);
        }
        throw new ModelFormatException(origin + ": its " + type.getSimpleName() + " is empty");
    }
}
