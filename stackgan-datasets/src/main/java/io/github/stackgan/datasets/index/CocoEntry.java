package io.github.stackgan.datasets.index;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One object out of a list of COCO's annotations: the fields that are asked for, whatever they hold; the others are
 * passed over. The object is read to its end before anything is said against it, so that the next can be read.
 */
final class CocoEntry {
    private static final int BOX_NUMBERS = 4;
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");

    /** What Python writes for numbers that are none, and Java reads as text. */
    private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    private final String where;
    private final JsonObject fields;

    private CocoEntry(String where, JsonObject fields) {
        this.where = where;
        this.fields = fields;
    }

    /**
     * Reads what comes next.
     *
     * @param where file, list and place, for messages
     * @throws DatasetException if it is no object, or has one of the fields twice; the reader stands behind it then
     * @throws IOException if it is no JSON
     */
    static CocoEntry read(JsonReader json, String where, Set<String> wanted) throws IOException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw new DatasetException(
                    where + ": expected an object, but found " + Quoted.bare(value(json)) + "; remove it");
        }
        JsonObject fields = new JsonObject();
        Optional<String> twice = Optional.empty();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            // Numbers that are none are a mistake of one entry, not the end of the file.
            json.setStrictness(Strictness.LENIENT);
            if (!wanted.contains(name)) {
                json.skipValue();
            } else if (fields.has(name)) {
                twice = Optional.of(name);
                json.skipValue();
            } else {
                fields.add(name, value(json));
            }
            json.setStrictness(Strictness.LEGACY_STRICT);
        }
        json.endObject();
        if (twice.isPresent()) {
            throw new DatasetException(where + ": the key \"" + twice.get() + "\" stands twice; keep the right one");
        }
        return new CocoEntry(where, fields);
    }

    /** A list has no more of its members than tell that it is no box; an object has none. */
    private static JsonElement value(JsonReader json) throws IOException {
        switch (json.peek()) {
            case STRING:
                return new JsonPrimitive(json.nextString());
            case NUMBER:
                return new JsonPrimitive(parsed(json.nextString()));
            case BOOLEAN:
                return new JsonPrimitive(json.nextBoolean());
            case BEGIN_ARRAY:
                return list(json);
            case BEGIN_OBJECT:
                json.skipValue();
                return new JsonObject();
            default:
                json.skipValue();
                return JsonNull.INSTANCE;
        }
    }

    /** Exact, unless it has so many digits that it is no number of anything. */
    private static Number parsed(String text) {
        try {
            return text.length() <= LONGEST_NUMBER ? new BigDecimal(text) : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return Double.valueOf(text);
        }
    }

    private static JsonArray list(JsonReader json) throws IOException {
        JsonArray list = new JsonArray();
        json.beginArray();
        while (json.hasNext()) {
            if (list.size() > BOX_NUMBERS || json.peek() == JsonToken.BEGIN_ARRAY) {
                json.skipValue();
                list.add(JsonNull.INSTANCE);
            } else {
                list.add(value(json));
            }
        }
        json.endArray();
        return list;
    }

    String where() {
        return where;
    }

    boolean has(String field) {
        return fields.has(field);
    }

    /** A whole number that fits 64 bits, or text of one. */
    long whole(String field) {
        JsonElement value = require(field);
        try {
            if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
                return primitive.getAsBigDecimal().longValueExact();
            }
            if (value instanceof JsonPrimitive primitive
                    && WHOLE.matcher(primitive.getAsString()).matches()) {
                return Long.parseLong(primitive.getAsString());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(field, "a whole number of 64 bits", value);
        }
        throw wrong(field, "a whole number of 64 bits", value);
    }

    /** Text, as it stands. */
    String text(String field) {
        JsonElement value = require(field);
        if (value instanceof JsonPrimitive primitive
                && primitive.isString()
                && !NO_NUMBERS.contains(primitive.getAsString())) {
            return primitive.getAsString();
        }
        throw wrong(field, "text", value);
    }

    /** x, y, width and height, of which the last two are at least 0. */
    double[] box(String field) {
        JsonElement value = require(field);
        if (value instanceof JsonArray list && list.size() == BOX_NUMBERS) {
            double[] box = list.asList().stream().mapToDouble(CocoEntry::number).toArray();
            double sum = box[0] + box[1] + box[2] + box[3];
            if (Double.isFinite(sum) && box[2] >= 0 && box[3] >= 0) {
                return box;
            }
        }
        throw wrong(field, "4 numbers, x, y, width and height, the last two at least 0", value);
    }

    /** A number that is not needed: not a number if there is none. */
    double size(String field) {
        return has(field) ? number(fields.get(field)) : Double.NaN;
    }

    private static double number(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber() ? primitive.getAsDouble() : Double.NaN;
    }

    private JsonElement require(String field) {
        if (!has(field)) {
            throw new DatasetException(where + ": \"" + field + "\" is missing; add it, or remove the entry");
        }
        return fields.get(field);
    }

    private DatasetException wrong(String field, String expected, JsonElement found) {
        return new DatasetException(where + ": \"" + field + "\" must be " + expected + ", but is " + Quoted.bare(found)
                + "; mend it, or remove the entry");
    }
}
