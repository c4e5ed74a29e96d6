package io.github.stackgan.formats;

import java.util.List;

/**
 * A pickled tuple.
 *
 * @param items never changed
 */
public record PickleTuple(List<Object> items) {
    /** The items of what must be a tuple. */
    public static List<Object> items(Object object) throws MalformedFileException {
        if (object instanceof PickleTuple tuple) {
            return tuple.items();
        }
        throw new MalformedFileException("the pickle gives something else where a tuple should be");
    }
}
