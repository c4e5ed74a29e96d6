package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iterations are counted for each worker: two stages of four, in rounds of three, are rounds of 3, 1, 3 and 1. */
class SparkTrainingTest {
    /** With a moving average, so that a stage's end changes what there is. */
    private static final TrainingPlan PLAN = TinyModel.plan(4).withEmaDecay(0.9);

    private static final List<String> HEARD = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static SparkSession session;

    /** The last checkpoint of two workers that nothing stopped. */
    private static Path unbroken;

    @BeforeAll
    static void open() {
        session = TestSpark.local();
        unbroken = training(2).train(session, in("unbroken", PLAN), new Hearing());
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    private static final class Hearing implements TrainingListener {
        @Override
        public void onStageStart(StageStart start) {
            HEARD.add("stage " + start.stage() + " from " + start.iteration() + " to " + start.totalIterations());
        }

        @Override
        public void onIteration(Iteration iteration) {
            assertThat(iteration.losses().values()).containsKeys("discriminator", "generator");
            HEARD.add("iteration " + iteration.iteration());
        }

        @Override
        public void onEnd() {
            HEARD.add("end");
        }
    }

    static CaptionedImages images() {
        return SyntheticShapes.of(3, 22);
    }

    static SparkTraining training(int workers) {
        return SparkTraining.of(
                        TinyModel.settings(),
                        PerExecutor.of(HashEncoder::new),
                        ImageShards.of(PerExecutor.of(SparkTrainingTest::images), workers))
                .withSteps(3);
    }

    private static TrainingPlan in(String name, TrainingPlan plan) {
        return plan.withCheckpoints(
                CheckpointPolicy.in(folder.resolve(name)).withKeep(100).withEveryIterations(3));
    }

    private static Map<String, Weight> weights(Path checkpoint) {
        return WeightFiles.readOwn(checkpoint).weights();
    }

    private static List<Path> checkpoints(String name) {
        return Checkpoints.in(folder.resolve(name));
    }

    @Test
    void one_worker_is_one_machine_to_the_last_bit_at_every_checkpoint() {
        try (StackGan alone = TinyModel.untrained()) {
            alone.train(images(), in("alone", PLAN));
        }
        training(1).train(session, in("cluster", PLAN));
        assertThat(checkpoints("cluster"))
                .extracting(p -> p.getFileName().toString())
                .isEqualTo(checkpoints("alone").stream()
                        .map(p -> p.getFileName().toString())
                        .toList())
                .hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(weights(checkpoints("cluster").get(i)))
                    .isEqualTo(weights(checkpoints("alone").get(i)));
        }
    }

    @Test
    void two_workers_give_the_same_bits_each_time() {
        assertThat(weights(training(2).train(session, in("again", PLAN)))).isEqualTo(weights(unbroken));
    }

    /** Each worker's own round is one machine's, on its part with its seed; the mean of both is computed here. */
    @Test
    void a_round_is_the_mean_of_what_its_workers_learn() {
        List<Map<String, Weight>> workers = List.of(
                OneWorker.round(folder.resolve("worker0"), 0, 2, PLAN, 3),
                OneWorker.round(folder.resolve("worker1"), 1, 2, PLAN, 3));
        assertThat(workers.get(0)).isNotEqualTo(workers.get(1));
        Map<String, Weight> mean = weights(checkpoints("unbroken").get(0));
        assertThat(mean.keySet()).isEqualTo(workers.get(0).keySet());
        mean.forEach((name, weight) -> {
            float[] a = workers.get(0).get(name).toFloats();
            float[] b = workers.get(1).get(name).toFloats();
            float[] expected = new float[a.length];
            for (int i = 0; i < a.length; i++) {
                expected[i] = (a[i] + b[i]) / 2;
            }
            assertThat(weight.toFloats()).as(name).containsExactly(expected);
        });
    }

    private static void assertStops(SparkTraining training, TrainingPlan plan) {
        assertThatThrownBy(() -> training.train(session, plan, new TrainingListener() {
                    @Override
                    public void onCheckpoint(Path checkpoint) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
    }

    @Test
    void a_run_that_was_stopped_after_any_round_goes_on_as_an_unbroken_one() {
        TrainingPlan plan = in("broken", PLAN);
        assertStops(training(2), plan);
        assertStops(training(2), plan);
        assertThat(checkpoints("broken")).hasSize(2);
        assertThat(weights(training(2).train(session, plan))).isEqualTo(weights(unbroken));
    }

    @Test
    void a_finished_run_is_told_that_nothing_is_left() {
        List<String> warnings = new ArrayList<>();
        Path last = training(2).train(session, in("unbroken", PLAN), new TrainingListener() {
            @Override
            public void onWarning(String message) {
                warnings.add(message);
            }
        });
        assertThat(last).isEqualTo(unbroken);
        assertThat(warnings).anyMatch(message -> message.startsWith("Nothing is left to train"));
    }

    @Test
    void one_machine_goes_on_from_a_clusters_checkpoint_and_a_model_is_loaded_from_it() throws IOException {
        try (StackGan loaded = StackGan.load(unbroken, Device.cpu(), new HashEncoder())) {
            assertThat(loaded.generate("a red circle").getWidth()).isEqualTo(32);
        }
        Path copy = Files.createDirectories(folder.resolve("copy"));
        Files.copy(unbroken, copy.resolve(unbroken.getFileName()));
        try (StackGan alone = TinyModel.untrained()) {
            alone.train(images(), in("copy", TinyModel.plan(5).withEmaDecay(0.9)));
            assertThat(alone.provenance().iterations()).containsExactly(4L, 5L);
        }
    }

    @Test
    void listeners_hear_of_every_round_and_of_the_end() {
        assertThat(HEARD)
                .containsExactly(
                        "stage 1 from 0 to 4",
                        "iteration 3",
                        "iteration 4",
                        "stage 2 from 0 to 4",
                        "iteration 3",
                        "iteration 4",
                        "end");
    }

    @Test
    void a_plan_without_checkpoints_is_refused() {
        assertThatThrownBy(() -> training(1).train(session, PLAN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("withCheckpoints");
    }

    @Test
    void a_part_smaller_than_a_batch_is_named() {
        assertThatThrownBy(() -> training(6).train(session, in("run", PLAN)))
                .hasStackTraceContaining("-of-6 has 3 images, fewer than the batchSize of 4");
    }
}
