package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGan;
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
