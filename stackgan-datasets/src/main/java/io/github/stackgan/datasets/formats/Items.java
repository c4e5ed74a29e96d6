package io.github.stackgan.datasets.formats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A list or a tuple.
 *
 * @since 0.1.0
 */
public final class Items implements Value {
    private final List<Value> items;

    Items(List<Value> items) {
        this.items = items;
    }

    static Items empty() {
        return new Items(new ArrayList<>());
    }

    void add(Value item) {
        items.add(item);
    }

    /**
     * The items.
     *
     * @return unmodifiable, in order
     */
    public List<Value> items() {
        return Collections.unmodifiableList(items);
    }

    @Override
    public String kind() {
        return "a list of " + items.size();
    }
}
