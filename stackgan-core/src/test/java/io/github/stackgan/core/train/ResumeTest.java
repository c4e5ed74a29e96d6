package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.AdversarialLoss;
import io.github.stackgan.settings.Augmentation;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    @TempDir
    private Path folder;

    private final ColourPatches data = new ColourPatches(20);

    private TrainingPlan plan(String name, long iterations) {
        TrainingPlan plan = Small.plan(iterations);
        StagePlan second = plan.stage(2).withReconstructionWeight(5);
        return plan.withStages(plan.stage(1), second)
                .withEmaDecay(0.9)
                .withCheckpoints(CheckpointPolicy.in(folder.resolve(name))
                        .withEveryIterations(3)
                        .withKeep(100));
    }

    private byte[] train(TrainingPlan plan, TrainingListener... listeners) throws IOException {
        return train(plan, data, listeners);
    }

    private byte[] train(TrainingPlan plan, CaptionedImages images, TrainingListener... listeners) throws IOException {
        boolean penalty = plan.stage(1).gradientPenalty().isPresent();
        Stage1 first = Small.stage1()
                .withDiscriminatorNormalization(penalty ? Stage.Normalization.NONE : Stage.Normalization.BATCH);
        try (StackGan gan = model(first)) {
            gan.train(images, plan, listeners);
            return saved(gan);
        }
    }

    private static StackGan model(Stage1 first) {
        return StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(first)
                .stage2(Small.stage2())
                .seed(3)
                .build();
    }

    private byte[] saved(StackGan gan) throws IOException {
        Path model = folder.resolve("model.safetensors");
        gan.save(model);
        return Files.readAllBytes(model);
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Breaks off as a kill would, a few iterations behind a checkpoint. */
    private TrainingListener stopAt(int stage, long iteration) {
        return new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                if (i.stage() == stage && i.iteration() == iteration) {
                    throw new Stop();
                }
            }
        };
    }

    @Test
    void a_run_stopped_in_each_stage_ends_bit_for_bit_as_an_unbroken_one() throws IOException {
        byte[] unbroken = train(plan("unbroken", 8));
        TrainingPlan broken = plan("broken", 8);
        assertThatThrownBy(() -> train(broken, stopAt(1, 5))).isInstanceOf(Stop.class);
        assertThatThrownBy(() -> train(broken, stopAt(2, 4))).isInstanceOf(Stop.class);
        assertThatThrownBy(() -> train(broken, stopAt(2, 7))).isInstanceOf(Stop.class);
        assertThat(train(broken)).isEqualTo(unbroken);
    }

    /** Its discriminator had begun to learn, but is not in the checkpoint that the stage begins at again. */
    @Test
    void a_model_whose_stage_failed_before_its_first_checkpoint_trains_again_as_unbroken() throws IOException {
        byte[] unbroken = train(plan("unbroken", 4));
        try (StackGan gan = model(Small.stage1())) {
            TrainingPlan broken = plan("broken", 4);
            assertThatThrownBy(() -> gan.train(data, broken, stopAt(2, 2))).isInstanceOf(Stop.class);
            assertThat(gan.provenance().iterations()).containsExactly(4L, 2L);
            gan.train(data, broken);
            assertThat(gan.provenance().iterations()).containsExactly(4L, 4L);
            assertThat(saved(gan)).isEqualTo(unbroken);
        }
    }

    @Test
    void a_run_without_an_average_may_begin_one() throws IOException {
        TrainingPlan plan = plan("mine", 4).withEmaDecay(OptionalDouble.empty());
        train(plan);
        Map<String, Weight> before = checkpoint("mine", "checkpoint-stage02-000000004.safetensors");
        train(more(plan, 5).withEmaDecay(0.9));
        Map<String, Weight> after = checkpoint("mine", "checkpoint-stage02-000000005.safetensors");
        double kept = Math.min(0.9, (1.0 + 4) / (10 + 4));
        assertThat(after.keySet()).anyMatch(name -> name.startsWith("last."));
        after.forEach((name, last) -> {
            if (name.startsWith("last.") && !name.contains("running") && !name.contains("num_batches")) {
                String own = "stage2.generator." + name.substring("last.".length());
                float[] old = before.get(own).toFloats();
                float[] mean = after.get(own).toFloats();
                float[] now = last.toFloats();
                for (int i = 0; i < now.length; i++) {
                    assertThat((double) mean[i]).as(own).isCloseTo(kept * old[i] + (1 - kept) * now[i], within(1e-5));
                }
            }
        });
    }

    private Map<String, Weight> checkpoint(String run, String name) {
        return WeightFiles.read(folder.resolve(run).resolve(name));
    }

    /** As Ctrl-C does from the command line, between checkpoints. */
    @Test
    void an_interrupted_run_keeps_what_it_has_done_and_goes_on_from_there() throws IOException {
        byte[] unbroken = train(plan("unbroken", 8));
        TrainingPlan broken = plan("broken", 8);
        Thread caller = Thread.currentThread();
        List<Losses> before = new ArrayList<>();
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                caller.interrupt();
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
            }
        };
        assertThatThrownBy(() -> train(broken, losses(before), interrupting))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("interrupted after iteration " + before.size() + " of stage 1")
                .hasMessageContaining("goes on from")
                .hasMessageContaining("00000" + before.size() + ".safetensors");
        assertThat(Thread.interrupted()).isTrue();
        List<Losses> after = new ArrayList<>();
        assertThat(train(broken, losses(after))).isEqualTo(unbroken);
        assertThat(after).hasSize(8 + 8 - before.size());
    }

    @Test
    void an_interrupt_in_a_stages_last_iteration_keeps_the_whole_stage() throws IOException {
        byte[] unbroken = train(plan("unbroken", 2));
        TrainingPlan broken = plan("broken", 2);
        Thread caller = Thread.currentThread();
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                if (i.iteration() == 2) {
                    caller.interrupt();
                    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
                }
            }
        };
        assertThatThrownBy(() -> train(broken, interrupting))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("interrupted after iteration 2 of stage 1")
                .hasMessageContaining("goes on from");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(train(broken)).isEqualTo(unbroken);
        TrainingPlan alone = plan("alone", 2);
        List<StagePlan> stages = List.of(alone.stage(1), alone.stage(2).withMaxIterations(0));
        train(alone.withStages(stages), interrupting);
        assertThat(Thread.interrupted()).as("all was done").isTrue();
    }

    /** The penalty is due in iterations 0, 2, 4, ..., whatever iteration a run goes on with. */
    @Test
    void every_further_term_goes_on_bit_for_bit() throws IOException {
        byte[] unbroken = train(further("unbroken"));
        TrainingPlan broken = further("broken");
        assertThatThrownBy(() -> train(broken, stopAt(1, 5))).isInstanceOf(Stop.class);
        assertThat(train(broken)).isEqualTo(unbroken);
    }

    private TrainingPlan further(String name) {
        TrainingPlan plan = plan(name, 8);
        StagePlan first = plan.stage(1)
                .withAdversarialLoss(AdversarialLoss.HINGE)
                .withGradientPenalty(GradientPenalty.matchingAware().withEveryIterations(2))
                .withHardNegativeWeight(0.5)
                .withAugmentations(Augmentation.values());
        return plan.withStages(first, plan.stage(2).withMaxIterations(0));
    }

    /** Checkpoints lie at iterations 3, 6, ...: what was done after the last is done again, and comes out the same. */
    @Test
    void n_then_n_more_iterations_have_the_losses_of_2n_iterations_bit_for_bit() throws IOException {
        List<Losses> once = new ArrayList<>();
        List<Losses> first = new ArrayList<>();
        List<Losses> second = new ArrayList<>();
        train(plan("once", 12), losses(once));
        TrainingPlan inTwo = plan("twice", 12);
        assertThatThrownBy(() -> train(inTwo, losses(first), stopAt(1, 7))).isInstanceOf(Stop.class);
        train(inTwo, losses(second));
        assertThat(first).isEqualTo(once.subList(0, 7));
        assertThat(second).isEqualTo(once.subList(6, once.size()));
    }

    /** Iteration 8 is no multiple of 3, so what goes on is the finished run itself. */
    @Test
    void a_finished_run_goes_on_where_its_plan_asks_for_more_and_ends_as_one_of_that_length() throws IOException {
        byte[] once = train(more(plan("once", 8), 12));
        TrainingPlan brief = plan("longer", 8);
        train(brief);
        assertThat(train(more(brief, 12))).isEqualTo(once);
    }

    /** The same plan with so many iterations in the last stage. */
    private static TrainingPlan more(TrainingPlan plan, long iterations) {
        return plan.withStages(plan.stage(1), plan.stage(2).withMaxIterations(iterations));
    }

    @Test
    void a_finished_run_says_that_nothing_is_left_and_which_stages_stay_as_they_are() throws IOException {
        TrainingPlan plan = plan("finished", 3);
        byte[] model = train(plan);
        List<String> warnings = new ArrayList<>();
        assertThat(train(plan, warnings(warnings))).isEqualTo(model);
        assertThat(warnings).singleElement().asString().contains("Nothing is left to train: stage 2 has had its 3");
        warnings.clear();
        train(plan.withStages(plan.stage(1).withMaxIterations(5), plan.stage(2)), warnings(warnings));
        assertThat(warnings)
                .anyMatch(w -> w.contains("Stage 1 stays as it is after 3 iterations, though the plan now asks for 5"));
    }

    private static TrainingListener warnings(List<String> into) {
        return new TrainingListener() {
            @Override
            public void onWarning(String message) {
                into.add(message);
            }
        };
    }

    private static TrainingListener losses(List<Losses> into) {
        return new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                into.add(i.losses());
            }
        };
    }

    private static boolean isCheckpoint(Path file) {
        return file.getFileName().toString().startsWith("checkpoint-");
    }

    @Test
    void a_checkpoint_that_is_cut_short_is_passed_over_with_a_warning() throws IOException {
        byte[] unbroken = train(plan("unbroken", 8));
        TrainingPlan broken = plan("broken", 8);
        assertThatThrownBy(() -> train(broken, stopAt(1, 8))).isInstanceOf(Stop.class);
        Path newest;
        try (Stream<Path> files = Files.list(folder.resolve("broken"))) {
            newest = files.filter(ResumeTest::isCheckpoint)
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(newest);
        Files.write(newest, java.util.Arrays.copyOf(whole, whole.length - 100));
        List<String> warnings = new ArrayList<>();
        byte[] resumed = train(broken, warnings(warnings));
        assertThat(resumed).isEqualTo(unbroken);
        assertThat(warnings).anyMatch(w -> w.contains("Passing over a checkpoint") && w.contains(newest.toString()));
    }

    @Test
    void refuses_checkpoints_of_another_run() throws IOException {
        TrainingPlan plan = plan("mine", 3);
        train(plan);
        try (StackGan other = Small.model(4)) {
            assertThatThrownBy(() -> other.train(data, plan))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("is a checkpoint of another run: it has seed 3, not 4. Use the same")
                    .hasMessageContaining("another checkpoint directory");
        }
    }

    /** A folder may be named by another path. */
    @Test
    void a_dataset_is_known_by_its_content_not_by_its_name() throws IOException {
        TrainingPlan plan = plan("mine", 3);
        train(plan);
        List<Losses> after = new ArrayList<>();
        CaptionedImages renamed = mock(CaptionedImages.class, delegatesTo(data));
        when(renamed.name()).thenReturn("another name");
        train(more(plan, 4), renamed, losses(after));
        assertThat(after).hasSize(1);
    }

    @Test
    void keeps_the_last_checkpoints_only() throws IOException {
        TrainingPlan plan = Small.plan(9)
                .withCheckpoints(CheckpointPolicy.in(folder.resolve("few"))
                        .withEveryIterations(2)
                        .withKeep(2));
        train(plan);
        try (Stream<Path> files = Files.list(folder.resolve("few"))) {
            assertThat(files.filter(ResumeTest::isCheckpoint)
                            .map(f -> f.getFileName().toString())
                            .sorted())
                    .containsExactly(
                            "checkpoint-stage02-000000008.safetensors", "checkpoint-stage02-000000009.safetensors");
        }
    }
}
