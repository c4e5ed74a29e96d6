package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.embeddings.PrecomputedEmbeddings;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OwnProcess;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.InOrder;

class GanTrainerTest {
    /** Iterations of the memory test; the profile "slow" asks for thousands. */
    private static final int SOAK = Integer.getInteger("stackgan.soak", 700);

    private final CaptionedImages data = new ColourPatches(12);

    @Test
    void listeners_hear_of_stages_iterations_samples_and_the_end_in_order() {
        TrainingListener listener = mock(TrainingListener.class);
        try (StackGan gan = Small.model(1)) {
            gan.train(data, Small.plan(2), listener);
        }
        InOrder order = inOrder(listener);
        order.verify(listener).onStageStart(new TrainingListener.StageStart(1, 2, 0, 2, 4));
        order.verify(listener, org.mockito.Mockito.times(2)).onIteration(any());
        order.verify(listener).onSamples(eq(1), eq(2L), any());
        order.verify(listener).onStageStart(new TrainingListener.StageStart(2, 2, 0, 2, 4));
        order.verify(listener).onSamples(eq(2), anyLong(), any());
        order.verify(listener).onEnd();
    }

    /** 12 images in batches of 4 are 3 iterations an epoch; the rate halves every 2 epochs. */
    @Test
    void the_learning_rate_halves_by_epochs() {
        List<Double> rates = new ArrayList<>();
        TrainingPlan plan = Small.plan(1)
                .withStages(List.of(StagePlan.paper()
                        .withBatchSize(4)
                        .withEpochs(5)
                        .withHalveEveryEpochs(2)
                        .withLearningRate(0.008)));
        try (StackGan gan = Small.model(1)) {
            gan.train(data, plan, new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    rates.add(i.learningRate());
                }
            });
        }
        assertThat(rates).hasSize(30);
        assertThat(rates.subList(0, 15))
                .containsExactly(
                        0.008, 0.008, 0.008, 0.008, 0.008, 0.008, 0.004, 0.004, 0.004, 0.004, 0.004, 0.004, 0.002,
                        0.002, 0.002);
    }

    @Test
    void the_first_stage_stays_as_it_is_while_the_second_trains() {
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
            List<Float> sums = new ArrayList<>();
            TrainingListener listener = new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    if (i.stage() == 2) {
                        sums.add(networks.generators().parameters(0).all().values().stream()
                                .map(a -> a.abs().sum().getFloat())
                                .reduce(0f, Float::sum));
                    }
                }
            };
            new GanTrainer(networks, new Small.HashEncoder(), data, Small.plan(3), List.of(listener)).run();
            assertThat(sums).hasSize(3);
            assertThat(sums.get(0)).isEqualTo(sums.get(1)).isEqualTo(sums.get(2));
        }
    }

    @Test
    void the_generator_stays_as_it_is_during_the_discriminators_head_start() {
        TrainingPlan plan = Small.plan(4);
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
            List<Double> generator =
                    new ArrayList<>(List.of(learned(networks.generators().parameters(0))));
            List<Double> discriminator =
                    new ArrayList<>(List.of(learned(networks.discriminator(0).parameters())));
            List<Double> rates = new ArrayList<>();
            TrainingListener listener = new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    generator.add(learned(networks.generators().parameters(0)));
                    discriminator.add(learned(networks.discriminator(0).parameters()));
                    rates.add(i.learningRate());
                }
            };
            StagePlan first = plan.stage(1).withDiscriminatorHeadStart(2);
            new GanTrainer(
                            networks,
                            new Small.HashEncoder(),
                            data,
                            plan.withStages(first, first.withMaxIterations(0)),
                            List.of(listener))
                    .run();
            assertThat(discriminator).hasSize(5).doesNotHaveDuplicates();
            assertThat(generator.subList(0, 3)).containsOnly(generator.get(0));
            assertThat(generator.subList(2, 5)).doesNotHaveDuplicates();
            assertThat(rates.subList(0, 2)).containsOnly(0.0);
            assertThat(rates.subList(2, 4)).containsOnly(first.learningRate());
        }
    }

    /** All that gradients change: running statistics follow what is generated in any case. */
    private static double learned(Parameters parameters) {
        return parameters.weights().values().stream()
                .mapToDouble(a -> a.abs().sum().getFloat())
                .sum();
    }

    @Test
    void where_no_stage_is_to_learn_nothing_is_encoded() {
        TextEncoder encoder = mock(TextEncoder.class, delegatesTo(new Small.HashEncoder()));
        TrainingPlan plan = Small.plan(1);
        StagePlan idle = plan.stage(1).withMaxIterations(0);
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
            new GanTrainer(networks, encoder, data, plan.withStages(idle, idle), List.of()).run();
            verify(encoder, never()).encode(any());
            new GanTrainer(networks, encoder, data, plan.withStages(plan.stage(1), idle), List.of()).run();
            verify(encoder, atLeastOnce()).encode(any());
        }
    }

    @Test
    void two_trainings_at_once_do_not_write_checkpoints_to_one_directory(@TempDir Path folder) {
        TrainingPlan plan = Small.plan(1).withCheckpoints(CheckpointPolicy.in(folder));
        List<Throwable> seen = new ArrayList<>();
        try (StackGan gan = Small.model(1);
                StackGan second = Small.model(1)) {
            gan.train(data, plan, new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    seen.add(catchThrowable(() -> second.train(data, plan)));
                }
            });
            assertThat(seen).hasSize(2).allSatisfy(refused -> assertThat(refused)
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use"));
            second.train(data, plan);
        }
    }

    @Test
    void hard_negatives_are_refused_where_the_encoder_knows_the_captions_alone() {
        PrecomputedEmbeddings encoder = PrecomputedEmbeddings.of(Map.of("red", new float[Small.EMBEDDING]));
        TrainingPlan plan = Small.plan(2);
        StagePlan hard = plan.stage(2).withHardNegativeWeight(0.5);
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
            assertThatThrownBy(() -> new GanTrainer(
                                    networks, encoder, data, plan.withStages(plan.stage(1), hard), List.of())
                            .run())
                    .isInstanceOf(TrainingException.class)
                    .hasMessageStartingWith("The plan of stage 2 has a hardNegativeWeight");
        }
    }

    @Test
    void the_discriminator_can_have_a_rate_of_its_own() {
        StagePlan still =
                StagePlan.paper().withBatchSize(4).withMaxIterations(2).withDiscriminatorLearningRate(1e-30);
        TrainingPlan plan = Small.plan(2).withStages(List.of(still));
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
            float discriminator = size(networks.discriminator(0).parameters());
            float generator = size(networks.generators().parameters(0));
            new GanTrainer(networks, new Small.HashEncoder(), data, plan, List.of()).run();
            assertThat(size(networks.discriminator(0).parameters())).isEqualTo(discriminator);
            assertThat(size(networks.generators().parameters(0))).isNotEqualTo(generator);
        }
    }

    private static float size(Parameters parameters) {
        return parameters.weights().values().stream()
                .map(w -> w.abs().sum().getFloat())
                .reduce(0f, Float::sum);
    }

    @Test
    void a_loss_that_is_no_number_stops_with_its_name_and_iteration() {
        TextEncoder broken = new TextEncoder() {
            @Override
            public int embeddingSize() {
                return Small.EMBEDDING;
            }

            @Override
            public float[][] encode(List<String> sentences) {
                float[][] result = new float[sentences.size()][Small.EMBEDDING];
                for (float[] row : result) {
                    java.util.Arrays.fill(row, Float.NaN);
                }
                return result;
            }

            @Override
            public String fingerprint() {
                return "broken";
            }
        };
        try (StackGan gan =
                StackGan.builder().textEncoder(broken).stage1(Small.stage1()).build()) {
            assertThatThrownBy(() -> gan.train(data, Small.plan(2)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("Stage 1, iteration 1: the loss \"discriminator\" is NaN")
                    .hasMessageContaining("last good checkpoint is none");
        }
    }

    @Test
    void a_plan_with_interpolation_trains_another_generator_than_one_without() {
        List<Float> sizes = new ArrayList<>();
        for (double weight : new double[] {0, 1}) {
            try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
                TrainingPlan plan = Small.plan(2).withInterpolationWeight(weight);
                new GanTrainer(networks, new Small.HashEncoder(), data, plan, List.of()).run();
                for (int stage = 0; stage < 2; stage++) {
                    sizes.add(size(networks.generators().parameters(stage)));
                }
            }
        }
        assertThat(sizes).doesNotHaveDuplicates();
    }

    @Test
    void data_that_cannot_make_a_batch_or_a_wrong_pair_is_refused() {
        try (StackGan gan = Small.model(1)) {
            assertThatThrownBy(() -> gan.train(new ColourPatches(3), Small.plan(2)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("has 3 images, fewer than the batchSize of 4");
            CaptionedImages ofOneClass = mock(CaptionedImages.class, delegatesTo(data));
            doReturn(2).when(ofOneClass).classOf(anyInt());
            assertThatThrownBy(() -> gan.train(ofOneClass, Small.plan(2).withWrongPairs(WrongPairs.OTHER_CLASS)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("has images of one class only");
            gan.train(ofOneClass, Small.plan(0).withWrongPairs(WrongPairs.OTHER_CLASS));
            CaptionedImages ofOneSize = mock(CaptionedImages.class, delegatesTo(data));
            doReturn(data.image(0, 100)).when(ofOneSize).image(anyInt(), anyInt());
            assertThatThrownBy(() -> gan.train(ofOneSize, Small.plan(2)))
                    .hasStackTraceContaining("is 100x100, but was asked for as");
        }
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void every_listener_hears_of_the_end_and_the_first_failure_is_the_one_that_is_told() {
        TrainingListener failing = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                throw new Stop();
            }

            @Override
            public void onEnd() {
                throw new IllegalStateException("no room");
            }
        };
        TrainingListener other = mock(TrainingListener.class);
        try (StackGan gan = Small.model(1)) {
            assertThatThrownBy(() -> gan.train(data, Small.plan(2), failing, other))
                    .isInstanceOf(Stop.class)
                    .hasSuppressedException(new IllegalStateException("no room"));
        }
        verify(other).onEnd();
    }

    @Test
    void nothing_reads_the_data_once_training_has_ended() {
        AtomicInteger reading = new AtomicInteger();
        CaptionedImages slow = mock(CaptionedImages.class, delegatesTo(data));
        doAnswer(call -> {
                    reading.incrementAndGet();
                    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(20));
                    reading.decrementAndGet();
                    return data.image(call.getArgument(0), call.getArgument(1));
                })
                .when(slow)
                .image(anyInt(), anyInt());
        TrainingListener stop = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                throw new Stop();
            }
        };
        try (StackGan gan = Small.model(1)) {
            assertThatThrownBy(() -> gan.train(slow, Small.plan(20), stop)).isInstanceOf(Stop.class);
        }
        assertThat(reading).hasValue(0);
    }

    /** What a run needs at first it needs for good: further iterations add neither arrays, memory nor handles. */
    @Test
    void memory_is_flat_from_the_first_iterations_to_the_last() throws Exception {
        List<Integer> arrays = new ArrayList<>();
        List<OwnProcess> measured = new ArrayList<>();
        try (Networks networks = Networks.untrained(Small.settings(), Optional.empty())) {
            TrainingListener listener = new TrainingListener() {
                @Override
                public void onIteration(Iteration i) {
                    if (i.stage() == 1 && i.iteration() % (SOAK / 7) == 0) {
                        measured.add(OwnProcess.now());
                        arrays.add(networks.manager().getManagedArrays().size());
                    }
                }
            };
            TrainingPlan plan = Small.plan(SOAK).withEmaDecay(0.99).withSampleEvery(SOAK / 28);
            StagePlan stage = plan.stage(1).withEpochs(100_000);
            new GanTrainer(
                            networks,
                            new Small.HashEncoder(),
                            data,
                            plan.withStages(List.of(stage, stage.withMaxIterations(1))),
                            List.of(listener))
                    .run();
        }
        assertThat(arrays).hasSize(7);
        assertThat(arrays.subList(1, 7)).containsOnly(arrays.get(0));
        assertThat(OwnProcess.growth(measured)).as("kilobytes in %s", measured).isLessThan(50_000);
        assertThat(measured.get(6).openFiles())
                .isLessThanOrEqualTo(measured.get(1).openFiles() + 2);
        OwnProcess.tell("training", SOAK + " iterations: " + measured);
    }
}
