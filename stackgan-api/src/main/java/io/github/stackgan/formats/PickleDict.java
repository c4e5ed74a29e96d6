package io.github.stackgan.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pickled dict: its keys and values in the order in which they came. Nothing is looked up while a pickle is read, so
 * that no choice of keys makes reading slow; whoever reads a dict decides which keys it may have, and refuses those
 * that come twice.
 */
public final class PickleDict {
    private final List<Object> keys = new ArrayList<>(0);
    private final List<Object> values = new ArrayList<>(0);

    /** Adds an entry. */
    void put(Object key, Object value) {
        keys.add(key);
        values.add(value);
    }

    /** How many entries there are. */
    public int size() {
        return keys.size();
    }

    /** The key of an entry. */
    public Object key(int index) {
        return keys.get(index);
    }

    /** The value of an entry. */
    public Object value(int index) {
        return values.get(index);
    }

    /** The value of the first entry with a name; takes as long as there are entries. */
    public Optional<Object> get(String name) {
        for (int i = 0; i < size(); i++) {
            if (key(i) instanceof PickleText text && text.is(name)) {
                return Optional.of(value(i));
            }
        }
        return Optional.empty();
    }

    /** Makes an OrderedDict from a list of pairs, as Python 2 writes it; or an empty one, as Python 3 does. */
    public static PickleDict ordered(List<Object> arguments) throws MalformedFileException {
        PickleDict dict = new PickleDict();
        if (arguments.isEmpty()) {
            return dict;
        }
        if (arguments.size() > 1 || !(arguments.get(0) instanceof List<?> pairs)) {
            throw new MalformedFileException("an ordered dict is made of something unknown");
        }
        for (Object pair : pairs) {
            List<?> items =
                    pair instanceof PickleTuple tuple ? tuple.items() : pair instanceof List<?> list ? list : List.of();
            if (items.size() != 2) {
                throw new MalformedFileException("an ordered dict is made of something other than pairs");
            }
            dict.put(items.get(0), items.get(1));
        }
        return dict;
    }
}
