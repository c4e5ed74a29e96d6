package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle is the model itself. */
class SparkStackGanTest {
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final AtomicInteger CLOSED = new AtomicInteger();

    @TempDir
    private Path folder;

    private static SparkSession session;
    private static StackGan gan;

    @BeforeAll
    static void open() {
        session = TestSpark.local();
        gan = TinyModel.untrained();
    }

    @AfterAll
    static void close() {
        gan.close();
        session.stop();
    }

    private static SparkStackGan model() {
        return SparkStackGan.of(PerExecutor.of(TinyModel::untrained));
    }

    private static GenerationRequest request(Row row) {
        return GenerationRequest.of(row.<String>getAs("text")).withSeed(row.<Long>getAs("seed"));
    }

    private static byte[] png(GenerationRequest request) {
        return gan.generate(request).get(0).png();
    }

    @Test
    void the_tests_run_on_the_version_that_the_build_names() {
        assertThat(session.version()).isEqualTo(System.getProperty("stackgan.spark"));
    }

    @Test
    void every_row_gets_the_image_that_the_model_generates_of_it_however_rows_are_dealt_out() {
        for (int partitions : List.of(1, 3)) {
            List<Row> rows = model().generate(TestSpark.rows(session, 7, partitions))
                    .sort("id")
                    .collectAsList();
            assertThat(rows).hasSize(7).allSatisfy(row -> {
                assertThat(row.<byte[]>getAs("png")).isEqualTo(png(request(row)));
                assertThat(row.<String>getAs("error")).isNull();
            });
            assertThat(rows).extracting(row -> row.<Long>getAs("id")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void condition_and_precision_are_those_asked_for() {
        Row row = model().withConditioning(ConditioningMode.MEAN)
                .withPrecision(Precision.BFLOAT16)
                .generate(TestSpark.rows(session, 1, 1))
                .head();
        assertThat(row.<byte[]>getAs("png"))
                .isEqualTo(
                        png(request(row).withConditioning(ConditioningMode.MEAN).withPrecision(Precision.BFLOAT16)));
    }

    @Test
    void a_row_that_cannot_be_generated_has_an_error_and_the_others_their_images() {
        Dataset<Row> rows = TestSpark.rows(
                session,
                List.of(
                        RowFactory.create(0L, null, 1L),
                        RowFactory.create(1L, "a bird", null),
                        RowFactory.create(2L, "a bird", 1L)));
        List<Row> made = model().generate(rows).sort("id").collectAsList();
        assertThat(made).extracting(row -> row.isNullAt(row.fieldIndex("png"))).containsExactly(true, true, false);
        assertThat(made.get(0).<String>getAs("error")).contains("\"text\" is null");
        assertThat(made.get(1).<String>getAs("error")).contains("\"seed\" is null");
        assertThat(made.get(2).<String>getAs("error")).isNull();
    }

    @Test
    void a_model_that_cannot_be_opened_fails_the_job_and_says_why() {
        SparkStackGan missing = SparkStackGan.of(PerExecutor.of(() -> StackGan.load(Path.of("no-such-model"))));
        Dataset<Row> generated = missing.generate(TestSpark.rows(session, 1, 1));
        assertThatThrownBy(generated::collectAsList).hasStackTraceContaining("no-such-model");
    }

    @Test
    void columns_that_are_missing_or_there_already_are_named() {
        Dataset<Row> rows = TestSpark.rows(session, 1, 1);
        assertThatThrownBy(() -> model().generate(rows.drop("seed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"seed\"", "bigint", "text:string");
        assertThatThrownBy(() -> model().generate(rows.withColumnRenamed("id", "png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"png\"");
    }

    @Test
    void texts_get_the_embeddings_of_the_models_encoder() {
        Row row = model().embed(TestSpark.rows(session, 1, 1)).head();
        Object[] embedding = row.<Object>getList(row.fieldIndex("embedding")).toArray();
        float[] expected = gan.textEncoder().encode(List.of(row.getString(1)))[0];
        assertThat(Arrays.stream(embedding).map(v -> (Float) v)).hasSize(TinyModel.EMBEDDING);
        for (int i = 0; i < expected.length; i++) {
            assertThat(embedding[i]).isEqualTo(expected[i]);
        }
    }

    @Test
    void a_broadcast_file_needs_no_place_that_executors_see() {
        Path file = folder.resolve("model.safetensors");
        byte[] expected;
        Row row = TestSpark.rows(session, 1, 1).head();
        try (StackGan saved =
                TinyModel.untrained(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, TinyModel.EMBEDDING, 1))) {
            saved.save(file);
            expected = saved.generate(request(row)).get(0).png();
        }
        PerExecutor<StackGan> sent = PerExecutor.broadcast(session, file, StackGan::load);
        assertThat(file.toFile().delete()).isTrue();
        Row made =
                SparkStackGan.of(sent).generate(TestSpark.rows(session, 1, 1)).head();
        assertThat(made.<byte[]>getAs("png")).isEqualTo(expected);
    }

    /** Stands for a model: counts how often it is opened and closed in this process. */
    private static final class Counted implements AutoCloseable {
        private Counted() {
            OPENED.incrementAndGet();
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    @Test
    void an_executor_opens_once_for_all_tasks_and_closes_when_the_application_ends() {
        PerExecutor<Counted> counted = PerExecutor.of(Counted::new);
        Dataset<Row> rows = RowWork.add(
                TestSpark.rows(session, 20, 8), counted, "made", DataTypes.LongType, (open, row) -> row.getLong(0));
        assertThat(rows.collectAsList()).hasSize(20);
        assertThat(rows.collectAsList()).hasSize(20);
        assertThat(OPENED).hasValue(1);
        assertThat(CLOSED).hasValue(0);
        session.stop();
        assertThat(CLOSED).hasValue(1);
        session = TestSpark.local();
    }
}
