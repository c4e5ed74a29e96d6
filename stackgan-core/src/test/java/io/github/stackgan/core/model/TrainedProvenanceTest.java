package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.spy;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StagePlan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model knows of its training, however that ends and goes on. */
class TrainedProvenanceTest {
    @Test
    void iterations_of_one_run_after_another_add_up(@TempDir Path folder) {
        try (StackGan gan = Small.model(1)) {
            for (int run = 1; run <= 2; run++) {
                CheckpointPolicy own = CheckpointPolicy.in(folder.resolve("run" + run));
                gan.train(new ColourPatches(8), Small.plan(2).withCheckpoints(own));
                assertThat(gan.provenance().iterations()).containsExactly(2L * run, 2L * run);
            }
        }
    }

    /** The checkpoint knows what its own run has trained, the model's file what all have. */
    @Test
    void a_finished_model_that_goes_on_in_its_own_run_counts_no_iteration_twice(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        CheckpointPolicy own = CheckpointPolicy.in(folder.resolve("run"));
        try (StackGan gan = Small.model(1)) {
            gan.train(new ColourPatches(8), Small.plan(2).withCheckpoints(own));
            gan.save(file);
        }
        try (StackGan gan = StackGan.load(file, new Small.HashEncoder())) {
            StagePlan first = Small.plan(2).stage(1);
            gan.train(
                    new ColourPatches(8),
                    Small.plan(2).withCheckpoints(own).withStages(first, first.withMaxIterations(5)));
            assertThat(gan.provenance().iterations()).containsExactly(2L, 5L);
        }
    }

    @Test
    void a_model_that_goes_on_with_another_encoder_says_so_and_who_trained_it(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        CheckpointPolicy run = CheckpointPolicy.in(folder.resolve("run"));
        try (StackGan gan = Small.model(1)) {
            gan.train(new ColourPatches(8), Small.plan(2).withCheckpoints(run));
            gan.save(file);
        }
        TextEncoder hash = new Small.HashEncoder();
        TextEncoder other = spy(hash);
        doReturn("another").when(other).fingerprint();
        try (StackGan gan = StackGan.load(file, other)) {
            assertThat(gan.provenance().textEncoderFingerprint()).isEqualTo(hash.fingerprint());
            gan.train(new ColourPatches(8), Small.plan(2));
            assertThat(gan.provenance().textEncoderFingerprint()).isEqualTo("another");
        }
        try (StackGan gan = StackGan.load(folder.resolve("run"), new Small.HashEncoder())) {
            assertThat(gan.provenance().engine())
                    .as("a checkpoint does not say")
                    .isEmpty();
            gan.train(new ColourPatches(8), Small.plan(2));
            assertThat(gan.provenance().engine()).startsWith("PyTorch ");
            assertThat(gan.provenance().libraryVersion()).isNotEmpty();
        }
    }

    @Test
    void what_was_interrupted_has_learned_and_knows_from_what() {
        TrainingListener stop = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                if (i.iteration() == 2) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
        try (StackGan gan = Small.model(1)) {
            assertThatThrownBy(() -> gan.train(new ColourPatches(8), Small.plan(3), stop))
                    .hasMessage("stopped");
            assertThat(gan.provenance().iterations()).containsExactly(2L, 0L);
            assertThat(gan.provenance().dataset()).isEqualTo("colour-patches");
            assertThat(gan.vocabulary()).isNotEqualTo(Vocabulary.empty());
        }
    }
}
