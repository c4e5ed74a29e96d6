package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.SeededHash;
import java.util.List;

/**
 * Anything that a data file may hold. Lists and tables compare by identity, because files may hold ones that contain
 * themselves.
 *
 * @since 0.1.0
 */
public sealed interface Value
        permits Value.None, Value.Truth, Value.Whole, Value.Real, Text, Items, Table, NumberArray {
    /** Python's None, Lua's nil. */
    Value NONE = new None();

    /**
     * What it is, for error messages.
     *
     * @return such as {@code "a list of 10"}
     */
    String kind();

    /** Python's None, Lua's nil. */
    record None() implements Value {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record Truth(boolean value) implements Value {
        @Override
        public String kind() {
            return "a truth value";
        }
    }

    /**
     * A whole number.
     *
     * @param value of up to 64 bits
     */
    record Whole(long value) implements Value {
        /** Another one in each run of a program, so that no file can make the codes of its numbers alike. */
        @Override
        public int hashCode() {
            return SeededHash.of(value);
        }

        @Override
        public String kind() {
            return "the number " + value;
        }
    }

    /**
     * A number that is not whole.
     *
     * @param value the number
     */
    record Real(double value) implements Value {
        /** Another one in each run of a program, so that no file can make the codes of its numbers alike. */
        @Override
        public int hashCode() {
            return SeededHash.of(Double.doubleToLongBits(value));
        }

        @Override
        public String kind() {
            return "the number " + value;
        }
    }

    /**
     * The text of a value that must be one.
     *
     * @param where says in errors which value it is
     * @return the text
     * @throws DatasetException if it is something else
     */
    default String asText(String where) {
        if (this instanceof Text text) {
            return text.value();
        }
        throw new DatasetException(where + ": expected text, but found " + kind());
    }

    /**
     * The items of a value that must be a list, or a Lua table with keys 1 to n.
     *
     * @param where says in errors which value it is
     * @return the items, in order
     * @throws DatasetException if it is something else
     */
    default List<Value> asItems(String where) {
        if (this instanceof Items list) {
            return list.items();
        }
        if (this instanceof Table table) {
            return table.items()
                    .orElseThrow(() -> new DatasetException(where + ": expected a list, but found " + kind()));
        }
        throw new DatasetException(where + ": expected a list, but found " + kind());
    }

    /**
     * A value that must be a table.
     *
     * @param where says in errors which value it is
     * @return the table
     * @throws DatasetException if it is something else
     */
    default Table asTable(String where) {
        if (this instanceof Table table) {
            return table;
        }
        throw new DatasetException(where + ": expected a table, but found " + kind());
    }

    /**
     * A value that must be an array of numbers.
     *
     * @param where says in errors which value it is
     * @return the array
     * @throws DatasetException if it is something else
     */
    default NumberArray asArray(String where) {
        if (this instanceof NumberArray array) {
            return array;
        }
        throw new DatasetException(where + ": expected an array of numbers, but found " + kind());
    }
}
