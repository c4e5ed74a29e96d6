package io.github.stackgan.cli.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.stackgan.spi.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting on the command line, as {@code plan.stages[0].batchSize=16}.
 *
 * @param assignment all of it
 * @param steps names of members, and places in arrays as numbers
 * @param value JSON; what is none is a text
 */
record SettingPath(String assignment, List<Object> steps, JsonElement value) {
    private static final Pattern PATH = Pattern.compile("\\w+(\\[\\d{1,3}]|\\.\\w+)*");
    private static final Pattern STEP = Pattern.compile("\\w+");

    static SettingPath parse(String assignment) {
        int equals = assignment.indexOf('=');
        String path = equals < 0 ? "" : assignment.substring(0, equals).strip();
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("--set is " + assignment
                    + ", but must be a path of names and a value, as in stage1.conditioning.klWeight=0.01 or"
                    + " plan.stages[0].batchSize=16");
        }
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        matcher.results().forEach(step -> steps.add(step(path, step)));
        return new SettingPath(assignment, List.copyOf(steps), value(assignment.substring(equals + 1)));
    }

    private static Object step(String path, MatchResult step) {
        boolean place = step.start() > 0 && path.charAt(step.start() - 1) == '[';
        return place ? (Object) Integer.valueOf(step.group()) : step.group();
    }

    private static JsonElement value(String text) {
        try {
            return StrictJson.parse(text);
        } catch (JsonParseException e) {
            return new JsonPrimitive(text);
        }
    }

    /** Sets the value in a document; null takes the member out. */
    void in(JsonObject document) {
        JsonElement at = document;
        for (int i = 0; i < steps.size() - 1; i++) {
            at = child(at, i);
        }
        if (at instanceof JsonObject object && last() instanceof String name) {
            if (value.equals(JsonNull.INSTANCE)) {
                SettingsJson.requireRemovable(object, name);
                object.remove(name);
            } else {
                object.add(name, value);
            }
        } else if (at instanceof JsonArray array && last() instanceof Integer place && place < array.size()) {
            array.set(place, value);
        } else {
            throw nothingThere();
        }
    }

    private Object last() {
        return steps.get(steps.size() - 1);
    }

    /** What stands below; an object that is not there yet is made. */
    private JsonElement child(JsonElement at, int step) {
        if (at instanceof JsonObject object && steps.get(step) instanceof String name) {
            if (!object.has(name)) {
                object.add(name, new JsonObject());
            }
            return object.get(name);
        }
        if (at instanceof JsonArray array && steps.get(step) instanceof Integer place && place < array.size()) {
            return array.get(place);
        }
        throw nothingThere();
    }

    private IllegalArgumentException nothingThere() {
        return new IllegalArgumentException("--set is " + assignment
                + ", but the settings have no such place; the command settings prints those of a preset");
    }
}
