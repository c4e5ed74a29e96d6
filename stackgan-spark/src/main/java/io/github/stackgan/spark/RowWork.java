package io.github.stackgan.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Adds to every row what is made of it, and an error where nothing can be: a row that fails is no reason for a job to.
 * Rows are worked on one by one, in order, as they are asked for.
 */
final class RowWork {
    static final String ERROR = "error";

    private RowWork() {}

    /** Makes something of a row; what it throws is the row's error. */
    @FunctionalInterface
    interface Work<T> extends Serializable {
        Object of(T resource, Row row) throws Exception;
    }

    /**
     * The rows with two more columns.
     *
     * @param made the name of the first one, null where there is an error; the second is {@link #ERROR}
     */
    static <T> Dataset<Row> add(Dataset<Row> rows, PerExecutor<T> resource, String made, DataType type, Work<T> work) {
        StructType schema = rows.schema();
        for (String name : List.of(made, ERROR)) {
            if (Arrays.asList(schema.fieldNames()).contains(name)) {
                throw new IllegalArgumentException(
                        "The rows have a column \"" + name + "\" already; drop or rename it");
            }
        }
        OpenResources.closeWith(rows.sparkSession().sparkContext());
        StructType wider = schema.add(made, type, true).add(ERROR, DataTypes.StringType, true);
        MapPartitionsFunction<Row, Row> map = partition -> mapped(partition, resource, work);
        return rows.mapPartitions(map, Encoders.row(wider));
    }

    private static <T> Iterator<Row> mapped(Iterator<Row> rows, PerExecutor<T> resource, Work<T> work) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                // Not a row's fault: without its model, the task fails.
                T open = resource.get();
                try {
                    return wider(row, work.of(open, row), null);
                } catch (Exception e) {
                    return wider(row, null, Objects.requireNonNullElse(e.getMessage(), e.toString()));
                }
            }
        };
    }

    private static Row wider(Row row, @Nullable Object made, @Nullable String error) {
        Object[] values = IntStream.range(0, row.size() + 2)
                .mapToObj(i -> i < row.size() ? row.get(i) : i == row.size() ? made : error)
                .toArray();
        return RowFactory.create(values);
    }

    /** The place of a column of a type. */
    static int column(Dataset<Row> rows, String name, DataType type) {
        StructType schema = rows.schema();
        int place = Arrays.asList(schema.fieldNames()).indexOf(name);
        if (place < 0 || !schema.fields()[place].dataType().equals(type)) {
            throw new IllegalArgumentException("The rows have the columns " + schema.simpleString()
                    + ", but must have a column \"" + name + "\" of type " + type.simpleString()
                    + "; rename or cast one");
        }
        return place;
    }

    /** What a column holds. */
    static Object value(Row row, int column) {
        if (row.isNullAt(column)) {
            throw new IllegalArgumentException(
                    "The column \"" + row.schema().fieldNames()[column] + "\" is null, but must have a value");
        }
        return row.get(column);
    }
}
