package io.github.stackgan.core.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapterFactory;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Provenance;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
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
     * Reads settings; a field that this version does not know is refused, because without it they would make another
     * network.
     *
     * @param origin what the text comes from, for messages
     * @param json the text
     * @return the settings
     * @throws ModelFormatException if the text is no settings, naming the field, what it is, and what is allowed
     */
    public static StackGanSettings settings(String origin, String json) {
        return read(origin, "settings", json, StackGanSettings.class, JsonCheck.Unknown.REFUSED);
    }

    /**
     * Reads a provenance; a field that this version does not know is passed over, because it decides nothing.
     *
     * @param origin what the text comes from, for messages
     * @param json the text
     * @return the provenance
     * @throws ModelFormatException if the text is no provenance, naming the field, what it is, and what is allowed
     */
    public static Provenance provenance(String origin, String json) {
        return read(origin, "provenance", json, Provenance.class, JsonCheck.Unknown.SKIPPED);
    }

    /** Reads a plan that {@link #write} has just written; it has no checkpoints. */
    public static TrainingPlan plan(String json) {
        return GSON.fromJson(json, TrainingPlan.class);
    }

    private static <T> T read(String origin, String what, String json, Class<T> type, JsonCheck.Unknown unknown) {
        try {
            JsonCheck.check(json, type, unknown);
            return GSON.fromJson(json, type);
        } catch (JsonParseException | IllegalStateException e) {
            throw new ModelFormatException(
                    origin + ": its " + what + " cannot be read; fetch or save the file again", e);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    origin + ": its " + what + " cannot be used: " + e.getMessage()
                            + ". Fetch the file again, or save it again with StackGan.save.",
                    e);
        }
    }
}
