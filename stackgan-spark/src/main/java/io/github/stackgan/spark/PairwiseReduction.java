package io.github.stackgan.spark;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Reduces numbered values two by two, neighbours first, in an order that is always the same: Spark's own
 * {@code treeReduce} adds in the order in which tasks end, and the last bits of a sum of three depend on it. As there,
 * executors pass values on to each other, and the driver receives one.
 */
final class PairwiseReduction {
    private PairwiseReduction() {}

    /** A value and its place among those of its level. */
    private static final class Placed<T> implements Serializable {
        private static final long serialVersionUID = 1;

        final int place;
        final T value;

        Placed(int place, T value) {
            this.place = place;
            this.value = value;
        }
    }

    /**
     * Reduces.
     *
     * @param values with the keys 0 to count - 1, once each, or none
     * @param merge of a lower and a higher place; may change and return the first
     * @return empty if there are no values
     */
    static <T> Optional<T> reduce(JavaPairRDD<Integer, T> values, int count, Function2<T, T, T> merge) {
        JavaPairRDD<Integer, T> level = values;
        for (int left = count; left > 1; left = (left + 1) / 2) {
            level = level.mapToPair(v -> new Tuple2<>(v._1() / 2, new Placed<>(v._1(), v._2())))
                    .reduceByKey((a, b) -> merged(a, b, merge), (left + 1) / 2)
                    .mapValues(placed -> placed.value);
        }
        return level.values().collect().stream().findFirst();
    }

    private static <T> Placed<T> merged(Placed<T> a, Placed<T> b, Function2<T, T, T> merge) throws Exception {
        Placed<T> lower = a.place < b.place ? a : b;
        return new Placed<>(lower.place, merge.call(lower.value, lower == a ? b.value : a.value));
    }
}
