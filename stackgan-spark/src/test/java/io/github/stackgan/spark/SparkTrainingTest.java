package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.spark.SparkTraining.Moments;
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

    @TempDir
    private Path folder;

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = TestSpark.local();
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    static CaptionedImages images() {
        return SyntheticShapes.of(3, 22);
    }

    static SparkTraining training(int workers) {
        return SparkTraining.of(
                        TinyModel.settings(),
                        PerExecutor.<TextEncoder>of(TinyModel::encoder),
                        ImageShards.of(PerExecutor.of(SparkTrainingTest::images), workers))
                .withSteps(3);
    }

    private TrainingPlan in(String name, TrainingPlan plan) {
        return plan.withCheckpoints(
                CheckpointPolicy.in(folder.resolve(name)).withKeep(100).withEveryIterations(3));
    }

    private Map<String, Weight> weights(Path checkpoint) {
        return WeightFiles.readOwn(checkpoint).weights();
    }

    private List<Path> checkpoints(String name) {
        return Checkpoints.in(folder.resolve(name));
    }

    @Test
    void one_worker_is_one_machine_to_the_last_bit_at_every_checkpoint() {
        try (StackGan alone = TinyModel.untrained()) {
            alone.train(images(), in("alone", PLAN));
        }
        training(1).train(session, in("cluster", PLAN));
        assertThat(checkpoints("cluster")).extracting(p -> p.getFileName().toString()).isEqualTo(
                checkpoints("alone").stream().map(p -> p.getFileName().toString()).toList()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(weights(checkpoints("cluster").get(i))).isEqualTo(weights(checkpoints("alone").get(i)));
        }
    }

    @Test
    void two_workers_give_the_same_bits_each_time_and_others_than_one() {
        Path first = training(2).train(session, in("first", PLAN));
        Path second = training(2).train(session, in("second", PLAN));
        assertThat(weights(second)).isEqualTo(weights(first));
        assertThat(weights(training(1).train(session, in("one", PLAN)))).isNotEqualTo(weights(first));
    }

    /** Each worker's own round is one machine's, on its part with its seed; the mean of both is computed here. */
    @Test
    void a_round_is_the_mean_of_what_its_workers_learn() throws Exception {
        TrainingPlan plan = in("both", PLAN);
        training(2).train(session, plan);
        List<Map<String, Weight>> workers = new ArrayList<>();
        for (int rank = 0; rank < 2; rank++) {
            workers.add(OneWorker.round(folder.resolve("worker" + rank), rank, 2, PLAN, 3));
        }
        assertThat(workers.get(0)).isNotEqualTo(workers.get(1));
        Map<String, Weight> mean = weights(checkpoints("both").get(0));
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

    @Test
    void the_first_workers_moments_are_everyones_if_asked_for() throws Exception {
        training(2).withMoments(Moments.FIRST_WORKERS).train(session, in("both", PLAN));
        Map<String, Weight> first = OneWorker.round(folder.resolve("worker"), 0, 2, PLAN, 3);
        Map<String, Weight> mean = weights(checkpoints("both").get(0));
        assertThat(mean.keySet()).containsExactlyInAnyOrderElementsOf(first.keySet());
        mean.forEach((name, weight) -> {
            if (name.startsWith("adam.")) {
                assertThat(weight).as(name).isEqualTo(first.get(name));
            }
        });
    }

    @Test
    void a_run_that_was_stopped_after_any_round_goes_on_as_an_unbroken_one() {
        Path unbroken = training(2).train(session, in("unbroken", PLAN));
        TrainingPlan plan = in("broken", PLAN);
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> training(2).train(session, plan, new TrainingListener() {
                        @Override
                        public void onCheckpoint(Path checkpoint) {
                            throw new IllegalStateException("stopped");
                        }
                    }))
                    .hasMessage("stopped");
        }
        assertThat(checkpoints("broken")).hasSize(2);
        assertThat(weights(training(2).train(session, plan))).isEqualTo(weights(unbroken));
    }

    @Test
    void one_machine_goes_on_from_a_clusters_checkpoint_and_a_model_is_loaded_from_it() {
        Path last = training(2).train(session, in("run", PLAN));
        try (StackGan loaded = StackGan.load(last, Device.cpu(), TinyModel.encoder())) {
            assertThat(loaded.generate("a red circle").getWidth()).isEqualTo(32);
        }
        try (StackGan alone = TinyModel.untrained()) {
            alone.train(images(), in("run", TinyModel.plan(5).withEmaDecay(0.9)));
            assertThat(alone.provenance().iterations()).containsExactly(4L, 5L);
        }
    }

    @Test
    void listeners_hear_of_every_round_and_of_the_end() {
        List<String> heard = new ArrayList<>();
        training(2).train(session, in("run", PLAN), new TrainingListener() {
            @Override
            public void onStageStart(StageStart start) {
                heard.add("stage " + start.stage() + " from " + start.iteration() + " to " + start.totalIterations());
            }

            @Override
            public void onIteration(Iteration iteration) {
                assertThat(iteration.losses().values()).containsKeys("discriminator", "generator");
                heard.add("iteration " + iteration.iteration());
            }

            @Override
            public void onEnd() {
                heard.add("end");
            }
        });
        assertThat(heard)
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
