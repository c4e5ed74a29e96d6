package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Losses;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.Rates;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.FrozenStages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StageTrainingTest {
    private static final int N = 4;
    private static final int ITERATIONS = 74;
    private static final double DECAY = 0.6;
    private static final StackGanSettings SETTINGS = StackGanSettings.of(Small.EMBEDDING, Small.stage1(), List.of());

    /**
     * Computed beside the training: the mean of the weights by its formula, and the statistics by forward passes of a
     * generator that has these weights, for the first 64 batches and every eighth.
     */
    @Test
    void the_average_has_the_mean_weights_and_the_running_statistics_of_its_own_passes() {
        TrainingPlan plan = Small.plan(ITERATIONS).withEmaDecay(DECAY);
        try (Networks networks = Networks.untrained(SETTINGS, Optional.empty());
                NDManager manager = networks.manager().newSubManager();
                StageTraining training = new StageTraining(networks, 0, plan, manager)) {
            GeneratorStack twin = networks.generators().lowest(1).withCopiedTop(manager);
            for (int i = 0; i < ITERATIONS; i++) {
                try (NDManager scratch = manager.newSubManager()) {
                    Batch batch = batch(scratch, i);
                    training.step(i).run(batch, new Rates(0.02, 0.02));
                    training.updateAverage(i, batch);
                    average(twin, networks.generators(), Math.min(DECAY, (1.0 + i) / (10 + i)));
                    if (i < 64 || i % 8 == 0) {
                        twin.forward(batch.embeddings(), batch.noise(), Mode.EVALUATION, Mode.TRAINING);
                    }
                }
            }
            Map<String, float[]> found = average(training);
            Map<String, float[]> last = weights(networks.generators());
            assertThat(found.keySet()).isEqualTo(last.keySet()).contains("fc.1.running_var");
            weights(twin).forEach((name, expected) -> {
                assertThat(distance(found.get(name), expected)).as(name).isLessThan(1e-4);
                assertThat(distance(last.get(name), expected)).as(name).isGreaterThan(1e-3);
            });
            twin.top().close();
        }
    }

    @Test
    void running_statistics_of_a_frozen_stage_stay_unless_the_plan_has_it_pass_by_those_of_the_batch() {
        assertThat(stage1AfterStage2Learned(FrozenStages.RUNNING_STATISTICS)).isTrue();
        assertThat(stage1AfterStage2Learned(FrozenStages.BATCH_STATISTICS)).isFalse();
    }

    /** Whether all of Stage-I is what it was. */
    private static boolean stage1AfterStage2Learned(FrozenStages frozen) {
        StackGanSettings settings = Small.settings();
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager manager = networks.manager().newSubManager();
                StageTraining training =
                        new StageTraining(networks, 1, Small.plan(1).withFrozenStages(frozen), manager)) {
            String before = networks.generators().parameters(0).fingerprint();
            List<RandomStream> streams = LongStream.range(0, N)
                    .mapToObj(i -> RandomStream.of(1, "noise", i))
                    .toList();
            Batch batch = Batch.shared(
                    normal(manager, "images", 1, new Shape(N, 3, 32, 32)),
                    normal(manager, "text", 1, new Shape(N, Small.EMBEDDING)),
                    StackNoise.sample(manager, settings, 2, streams));
            training.step(0).run(batch, new Rates(0.02, 0.02));
            return networks.generators().parameters(0).fingerprint().equals(before);
        }
    }

    @Test
    void an_exact_penalty_is_in_every_iteration_or_in_every_so_many() {
        GradientPenalty penalty = GradientPenalty.r1(1);
        assertThat(iterationsWithPenalty(plan -> plan)).isEmpty();
        assertThat(iterationsWithPenalty(plan -> plan.withGradientPenalty(penalty)))
                .containsExactly(0, 1, 2, 3);
        assertThat(iterationsWithPenalty(plan -> plan.withGradientPenalty(penalty.withEveryIterations(3))))
                .containsExactly(0, 3);
    }

    /** Of the first four, those whose losses have it. */
    private static List<Integer> iterationsWithPenalty(UnaryOperator<StagePlan> change) {
        TrainingPlan plan = Small.plan(4);
        Stage1 stage = Small.stage1().withDiscriminatorNormalization(Stage.Normalization.NONE);
        StackGanSettings settings = StackGanSettings.of(Small.EMBEDDING, stage, List.of());
        List<Integer> found = new ArrayList<>();
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager manager = networks.manager().newSubManager();
                StageTraining training =
                        new StageTraining(networks, 0, plan.withStages(change.apply(plan.stage(1))), manager)) {
            for (int i = 0; i < 4; i++) {
                Losses losses = training.step(i).run(batch(manager, i), new Rates(0.02, 0.02));
                if (losses.has("gradientPenalty")) {
                    found.add(i);
                }
            }
        }
        return found;
    }

    private static void average(GeneratorStack mean, GeneratorStack last, double kept) {
        Map<String, NDArray> now = last.top().weights();
        mean.top().weights().forEach((name, weight) -> {
            float[] old = weight.toFloatArray();
            float[] added = now.get(name).toFloatArray();
            for (int i = 0; i < old.length; i++) {
                old[i] = (float) (kept * old[i] + (1 - kept) * added[i]);
            }
            weight.set(old);
        });
        mean.top().changed();
    }

    /** The largest difference, as a part of the largest number. */
    private static double distance(float[] one, float[] other) {
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            difference = Math.max(difference, Math.abs(one[i] - other[i]));
            largest = Math.max(largest, Math.abs(other[i]));
        }
        return largest == 0 ? difference : difference / largest;
    }

    private static Map<String, float[]> average(StageTraining training) {
        Map<String, Weight> state = new TreeMap<>();
        training.save(state);
        Map<String, float[]> average = new TreeMap<>();
        state.forEach((name, weight) -> {
            if (name.startsWith("average.")) {
                average.put(name.substring("average.".length()), weight.toFloats());
            }
        });
        return average;
    }

    private static Map<String, float[]> weights(GeneratorStack stack) {
        Map<String, Weight> state = new TreeMap<>();
        stack.top().save("", state);
        Map<String, float[]> weights = new TreeMap<>();
        state.forEach((name, weight) -> weights.put(name, weight.toFloats()));
        return weights;
    }

    private static Batch batch(NDManager manager, int iteration) {
        List<RandomStream> streams = LongStream.range(0, N)
                .mapToObj(i -> RandomStream.of(iteration, "noise", i))
                .toList();
        return Batch.shared(
                normal(manager, "images", iteration, new Shape(N, 3, 16, 16)),
                normal(manager, "text", iteration, new Shape(N, Small.EMBEDDING)),
                StackNoise.sample(manager, SETTINGS, 1, streams));
    }

    private static NDArray normal(NDManager manager, String what, int iteration, Shape shape) {
        return manager.create(RandomStream.of(1, what, iteration).normal((int) shape.size()), shape);
    }
}
