package io.github.stackgan.datasets.formats;

import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.PickleDict;
import io.github.stackgan.formats.PickleMachine;
import io.github.stackgan.formats.PickleText;
import io.github.stackgan.formats.PickleTuple;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what a pickle made into values: each list and dict once, so that what was shared stays so, and without
 * recursion.
 */
final class PickledValues {
    private final Map<Object, Value> made = new IdentityHashMap<>();
    private final Deque<Object> unfilled = new ArrayDeque<>();

    private PickledValues() {}

    static Value of(Object top) throws MalformedFileException {
        PickledValues values = new PickledValues();
        Value result = values.value(top);
        while (!values.unfilled.isEmpty()) {
            values.fill(values.unfilled.pop());
        }
        return result;
    }

    private Value value(Object object) throws MalformedFileException {
        if (object instanceof Value value) {
            return value;
        } else if (object instanceof PickleText text) {
            return new Text(text);
        } else if (object instanceof Long number) {
            return new Value.Whole(number);
        } else if (object instanceof Double number) {
            return new Value.Real(number);
        } else if (object instanceof Boolean truth) {
            return new Value.Truth(truth);
        } else if (object == PickleMachine.NONE) {
            return Value.NONE;
        } else if (object instanceof NumPyObjects.Shell shell) {
            return value(shell.content());
        }
        Value known = made.get(object);
        return known == null ? empty(object) : known;
    }

    private Value empty(Object object) throws MalformedFileException {
        Value value;
        if (object instanceof List || object instanceof PickleTuple) {
            value = Items.empty();
        } else if (object instanceof PickleDict) {
            value = new Table();
        } else if (object instanceof BigInteger number) {
            throw new MalformedFileException("the pickle has the number " + number + ", too large for 64 bits");
        } else {
            throw new MalformedFileException("the pickle holds a type or a function where data should be");
        }
        made.put(object, value);
        unfilled.push(object);
        return value;
    }

    private void fill(Object object) throws MalformedFileException {
        if (object instanceof PickleDict dict) {
            Table table = (Table) value(dict);
            for (int i = 0; i < dict.size(); i++) {
                table.put(value(dict.key(i)), value(dict.value(i)));
            }
        } else {
            Items items = (Items) value(object);
            for (Object item : object instanceof PickleTuple tuple ? tuple.items() : (List<?>) object) {
                items.add(value(item));
            }
        }
    }
}
