package io.github.stackgan.datasets.formats;

import io.github.stackgan.formats.MalformedFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Python's dict, Lua's table.
 *
 * @since 0.1.0
 */
public final class Table implements Value {
    private final Map<Value, Value> entries = new LinkedHashMap<>();

    Table() {}

    /** A key that comes twice would hide what it first stood for. */
    void put(Value key, Value value) throws MalformedFileException {
        if (entries.put(key, value) != null) {
            throw new MalformedFileException(
                    "it has a table with the same key twice: " + key.kind() + "; write it again");
        }
    }

    /**
     * The entries.
     *
     * @return unmodifiable, in the order of the file
     */
    public Map<Value, Value> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /**
     * The value of a name.
     *
     * @param key the name
     * @return empty if there is none
     */
    public Optional<Value> get(String key) {
        return Optional.ofNullable(entries.get(Text.of(key)));
    }

    /**
     * What Lua takes for a list.
     *
     * @return the values in order of their keys, if the keys are exactly 1 to n
     */
    public Optional<List<Value>> items() {
        List<Value> items = new ArrayList<>(entries.size());
        for (long i = 1; i <= entries.size(); i++) {
            Value item = entries.get(new Whole(i));
            if (item == null) {
                return Optional.empty();
            }
            items.add(item);
        }
        return Optional.of(items);
    }

    @Override
    public String kind() {
        return "a table of " + entries.size();
    }
}
