package io.github.stackgan.cli.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapterFactory;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings as JSON, in the form that models and experiments have. */
public final class SettingsJson {
    private static final Gson GSON = gson(new GsonBuilder());
    private static final Gson PRETTY = gson(new GsonBuilder().setPrettyPrinting());

    private SettingsJson() {}

    private static Gson gson(GsonBuilder builder) {
        ServiceLoader.load(TypeAdapterFactory.class, Stage1.class.getClassLoader())
                .forEach(builder::registerTypeAdapterFactory);
        return builder.disableHtmlEscaping().create();
    }

    /** Settings that may be absent. */
    private static final Set<String> OPTIONAL = Stream.concat(
                    Stream.of("stage2", "stage3", "stage4"),
                    Stream.of(TrainingPlan.class, StagePlan.class, Stage1.class, Stage2.class)
                            .flatMap(type -> Arrays.stream(type.getMethods()))
                            .filter(method ->
                                    method.getReturnType().getSimpleName().startsWith("Optional"))
                            .map(Method::getName))
            .collect(Collectors.toUnmodifiableSet());

    /** A value's JSON. */
    public static <T> JsonElement of(T value, Class<T> type) {
        return GSON.toJsonTree(value, type);
    }

    /** JSON on many lines. */
    public static String pretty(JsonElement json) {
        return PRETTY.toJson(json);
    }

    /**
     * Reads a value, and refuses names that it does not know: a misspelt setting must not be a silent one.
     *
     * @param where what the message begins with
     */
    public static <T> T read(JsonElement given, Class<T> type, String where) {
        T value = parsed(given, type, where);
        if (value == null) {
            throw new IllegalArgumentException(where + "it is empty");
        }
        requireKnown(given, GSON.toJsonTree(value, type), where);
        return value;
    }

    /**
     * Gson makes nothing of a name that is none of an enumeration's, and the builder then says which setting it is;
     * what a record refuses, it wraps.
     */
    private static <T> @Nullable T parsed(JsonElement given, Class<T> type, String where) {
        try {
            return GSON.fromJson(given, type);
        } catch (NullPointerException e) {
            throw new IllegalArgumentException(where + e.getMessage() + " has a value that is none of its own", e);
        } catch (RuntimeException e) {
            throw e.getCause() instanceof IllegalArgumentException refused ? refused : e;
        }
    }

    /** One document over another: what the upper one does not say is as below; a null takes away. */
    public static JsonElement over(JsonElement below, @Nullable JsonElement above) {
        if (above == null) {
            return below;
        }
        if (!above.isJsonObject() || !below.isJsonObject()) {
            return above;
        }
        JsonObject both = below.getAsJsonObject().deepCopy();
        above.getAsJsonObject().asMap().forEach((key, value) -> {
            JsonElement old = both.get(key);
            if (value.isJsonNull()) {
                requireRemovable(both, key);
                both.remove(key);
            } else {
                both.add(key, old == null ? value : over(old, value));
            }
        });
        return both;
    }

    /** What is not there may be an optional setting that is empty, or no setting at all. */
    static void requireRemovable(JsonObject from, String name) {
        if (!from.has(name) && !OPTIONAL.contains(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is not known, so there is nothing to take away");
        }
    }

    private static void requireKnown(JsonElement given, JsonElement known, String where) {
        if (given.isJsonArray() && known.isJsonArray()) {
            for (int i = 0; i < given.getAsJsonArray().size(); i++) {
                requireKnown(
                        given.getAsJsonArray().get(i), known.getAsJsonArray().get(i), where);
            }
        }
        if (!given.isJsonObject() || !known.isJsonObject()) {
            return;
        }
        Set<String> names = known.getAsJsonObject().keySet();
        for (Map.Entry<String, JsonElement> entry : given.getAsJsonObject().entrySet()) {
            if (entry.getValue().isJsonNull()) {
                continue;
            }
            if (!names.contains(entry.getKey())) {
                throw new IllegalArgumentException(
                        where + "\"" + entry.getKey() + "\" is not known; there are " + names);
            }
            requireKnown(
                    entry.getValue(),
                    Objects.requireNonNull(known.getAsJsonObject().get(entry.getKey())),
                    where);
        }
    }
}
