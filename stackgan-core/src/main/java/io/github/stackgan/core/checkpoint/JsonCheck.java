package io.github.stackgan.core.checkpoint;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds JSON against the interface of an immutable value before anything is made of it: every field known, once, and of
 * the right kind, and none missing. The generated readers take an unknown enum value for nothing at all, and the last
 * of two fields.
 */
final class JsonCheck {
    /** What becomes of fields that this version does not know. */
    enum Unknown {
        /** A setting that is passed over would make another network. */
        REFUSED,
        /** A record of what was done decides nothing. */
        SKIPPED
    }

    private final JsonReader reader;
    private final Unknown unknown;

    private JsonCheck(String json, Unknown unknown) {
        reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        this.unknown = unknown;
    }

    /** What a field holds: a type, or a list of it; optional values and default methods may be left out. */
    private record Field(Class<?> type, boolean list, boolean required) {
        static Field of(Method method) {
            boolean list = method.getReturnType() == List.class;
            boolean optional = method.getReturnType() == Optional.class;
            Class<?> type = list || optional
                    ? (Class<?>) ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]
                    : method.getReturnType();
            return new Field(type, list, !optional && Modifier.isAbstract(method.getModifiers()));
        }
    }

    /**
     * Checks a text.
     *
     * @param json the text
     * @param type a public interface of the API with a generated JSON adapter
     * @param unknown what becomes of unknown fields
     * @throws IllegalArgumentException naming the field, what was found, and what is allowed
     */
    static void check(String json, Class<?> type, Unknown unknown) {
        if (json.isBlank()) {
            throw new IllegalArgumentException("missing or empty");
        }
        JsonCheck check = new JsonCheck(json, unknown);
        try {
            check.object("", type);
            if (check.reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("followed by more after the closing brace");
            }
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("no proper JSON at " + Quoted.bare(check.reader.getPath()), e);
        }
    }

    private static Map<String, Field> fields(Class<?> type) {
        Map<String, Field> fields = new TreeMap<>();
        for (Method method : type.getMethods()) {
            boolean attribute = method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getReturnType() != void.class;
            // Stages of any kind are derived from other fields, and in no file.
            if (attribute && !Field.of(method).type().isSealed()) {
                fields.merge(method.getName(), Field.of(method), (a, b) -> a.required() ? b : a);
            }
        }
        return fields;
    }

    private void object(String path, Class<?> type) throws IOException {
        require(path, JsonToken.BEGIN_OBJECT, "an object");
        Map<String, Field> fields = fields(type);
        Set<String> seen = new TreeSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Field field = fields.get(name);
            String place = path.isEmpty() ? Quoted.bare(name) : path + "." + Quoted.bare(name);
            if (field == null) {
                skip(place, name);
            } else if (!seen.add(name)) {
                throw new IllegalArgumentException(place + " stands there twice");
            } else if (field.list()) {
                list(place, field.type());
            } else {
                value(place, field.type());
            }
        }
        reader.endObject();
        fields.forEach((name, field) -> {
            if (field.required() && !seen.contains(name)) {
                throw new IllegalArgumentException((path.isEmpty() ? name : path + "." + name) + " is missing");
            }
        });
    }

    private void skip(String place, String name) throws IOException {
        if (unknown == Unknown.REFUSED || name.isEmpty()) {
            throw new IllegalArgumentException("the field " + Quoted.of(place)
                    + " is unknown to this version; if a newer" + " one wrote the file, update StackGAN for Java");
        }
        reader.skipValue();
    }

    private void list(String path, Class<?> type) throws IOException {
        require(path, JsonToken.BEGIN_ARRAY, "a list");
        reader.beginArray();
        for (int i = 0; reader.hasNext(); i++) {
            value(path + "[" + i + "]", type);
        }
        reader.endArray();
    }

    private void value(String path, Class<?> type) throws IOException {
        if (type.isEnum()) {
            List<String> allowed = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
            require(path, JsonToken.STRING, "one of " + allowed);
            String found = reader.nextString();
            if (!allowed.contains(found)) {
                throw new IllegalArgumentException(path + " is " + Quoted.of(found) + ", but must be one of "
                        + allowed.stream().collect(Collectors.joining(", ")) + "; if a newer version wrote the file,"
                        + " update StackGAN for Java");
            }
        } else if (type == String.class) {
            require(path, JsonToken.STRING, "text");
            reader.skipValue();
        } else if (type.isInterface()) {
            object(path, type);
        } else {
            number(path, type);
        }
    }

    private void number(String path, Class<?> type) throws IOException {
        boolean whole = type != double.class && type != Double.class;
        boolean small = type == int.class || type == Integer.class;
        String wanted = whole ? "a whole number of " + (small ? 32 : 64) + " bits" : "a number";
        require(path, JsonToken.NUMBER, wanted);
        String digits = reader.nextString();
        try {
            if (small) {
                Integer.parseInt(digits);
            } else if (whole) {
                Long.parseLong(digits);
            } else if (Double.isInfinite(new BigDecimal(digits).doubleValue())) {
                throw new NumberFormatException("beyond all numbers");
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(path + " is " + Quoted.bare(digits) + ", but must be " + wanted, e);
        }
    }

    private void require(String path, JsonToken token, String wanted) throws IOException {
        JsonToken found = reader.peek();
        if (found != token) {
            String what = found.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            throw new IllegalArgumentException(
                    (path.isEmpty() ? "the whole" : path) + " is " + what + ", but must be " + wanted);
        }
    }
}
