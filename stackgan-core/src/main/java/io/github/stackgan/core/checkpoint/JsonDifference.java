package io.github.stackgan.core.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where two documents have different values.
 *
 * @param path as {@code stage1.conditioning.klWeight}
 * @param first the value in the first, or "none"
 * @param second the value in the second, or "none"
 */
public record JsonDifference(String path, String first, String second) {
    /**
     * Compares two documents.
     *
     * @param first JSON
     * @param second JSON
     * @return one for each value that is not the same, in the order of the first
     */
    public static List<JsonDifference> between(String first, String second) {
        Map<String, String> left = leaves(first);
        Map<String, String> right = leaves(second);
        Set<String> paths = new LinkedHashSet<>(left.keySet());
        paths.addAll(right.keySet());
        return paths.stream()
                .map(p -> new JsonDifference(p, left.getOrDefault(p, "none"), right.getOrDefault(p, "none")))
                .filter(d -> !d.first().equals(d.second()))
                .toList();
    }

    private static Map<String, String> leaves(String json) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect("", JsonParser.parseString(json), leaves);
        return leaves;
    }

    private static void collect(String path, JsonElement at, Map<String, String> into) {
        if (at instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> collect(path.isEmpty() ? name : path + "." + name, value, into));
        } else if (at instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                collect(path + "[" + i + "]", array.get(i), into);
            }
        } else {
            into.put(path, at.isJsonPrimitive() ? at.getAsString() : at.toString());
        }
    }

    /**
     * In words.
     *
     * @param differences some
     * @return as "seed 1, not 2; stage1.imageSize 64, not 32"
     */
    public static String text(List<JsonDifference> differences) {
        return differences.stream()
                .map(d -> d.path() + " " + d.first() + ", not " + d.second())
                .collect(Collectors.joining("; "));
    }
}
