package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executors, each a process of its own, one of which is killed once in the middle of its work. */
class ExecutorLossTest {
    @TempDir
    private static Path folder;

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = TestSpark.executors(2);
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    /** Kills the process of the first who comes; whoever comes after goes on. */
    static void killOnce(Path marker) {
        try {
            Files.createFile(marker);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(137);
    }

    @Test
    void no_image_is_lost_or_doubled_or_another_one_when_an_executor_is_killed() {
        String marker = folder.resolve("generation").toString();
        Dataset<Row> rows = TestSpark.rows(session, 12, 4);
        MapFunction<Row, Row> deadly = row -> {
            if (row.getLong(0) == 7) {
                killOnce(Path.of(marker));
            }
            return row;
        };
        SparkStackGan model = SparkStackGan.of(PerExecutor.of(TinyModel::untrained));
        List<Row> made = model.generate(rows.map(deadly, Encoders.row(rows.schema())))
                .sort("id")
                .collectAsList();
        assertThat(Path.of(marker)).exists();
        assertThat(made)
                .extracting(row -> row.getLong(0))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        try (StackGan gan = TinyModel.untrained()) {
            assertThat(made).allSatisfy(row -> assertThat(row.<byte[]>getAs("png"))
                    .isEqualTo(
                            gan.generate(GenerationRequest.of(row.getString(1)).withSeed(row.getLong(2)))
                                    .get(0)
                                    .png()));
        }
    }

    /** Shapes, one of which kills the process that first reads it. */
    private static CaptionedImages deadly(String marker) {
        CaptionedImages images = SparkTrainingTest.images();
        CaptionedImages spy = mock(CaptionedImages.class, delegatesTo(images));
        doAnswer(asked -> {
                    killOnce(Path.of(marker));
                    return images.image(9, asked.getArgument(1));
                })
                .when(spy)
                .image(eq(9), anyInt());
        return spy;
    }

    @Test
    void training_goes_on_with_the_same_bits_when_an_executor_is_killed_in_a_round() {
        String marker = folder.resolve("training").toString();
        TrainingPlan plan = TinyModel.plan(4);
        SparkTraining training = SparkTraining.of(
                        TinyModel.settings(),
                        PerExecutor.of(HashEncoder::new),
                        ImageShards.of(PerExecutor.of(() -> deadly(marker)), 2))
                .withSteps(3);
        Path killed = training.train(session, plan.withCheckpoints(CheckpointPolicy.in(folder.resolve("killed"))));
        assertThat(Path.of(marker)).exists();
        Path whole = training.train(session, plan.withCheckpoints(CheckpointPolicy.in(folder.resolve("whole"))));
        assertThat(WeightFiles.readOwn(killed).weights())
                .isEqualTo(WeightFiles.readOwn(whole).weights());
    }
}
