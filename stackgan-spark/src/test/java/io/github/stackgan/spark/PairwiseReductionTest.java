package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class PairwiseReductionTest {
    /** Brackets say who was merged with whom, and in which order. */
    @Test
    void neighbours_are_merged_first_in_the_order_of_their_places_wherever_they_lie() {
        SparkSession session = TestSpark.local();
        try {
            for (int seed = 0; seed < 3; seed++) {
                assertThat(merged(session, 5, seed)).isEqualTo("(((0 1) (2 3)) 4)");
            }
            assertThat(merged(session, 1, 0)).isEqualTo("0");
        } finally {
            session.stop();
        }
    }

    private static String merged(SparkSession session, int count, int seed) {
        List<Tuple2<Integer, String>> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(new Tuple2<>(i, String.valueOf(i)));
        }
        Collections.shuffle(values, new Random(seed));
        JavaPairRDD<Integer, String> dealt =
                JavaSparkContext.fromSparkContext(session.sparkContext()).parallelizePairs(values, 1 + seed);
        return PairwiseReduction.reduce(dealt, count, (a, b) -> "(" + a + " " + b + ")")
                .orElseThrow();
    }
}
