package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.TextEncoderTraining.JointEncoders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncoderTrainingTest {
    private static final TextEncoderPlan SHORT =
            TextEncoderPlan.standard().withIterations(100).withBatchSize(4);

    private static JointEncoders train(TextEncoderPlan plan, ProgressListener progress) {
        return train(new ColourPatches(40), plan, progress);
    }

    private static JointEncoders train(CaptionedImages data, TextEncoderPlan plan, ProgressListener progress) {
        CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 32, plan.seed());
        return TextEncoderTraining.trainBoth(encoder.learner(), data, plan, progress);
    }

    /** Two pairs, so that every batch is the whole problem, which a margin of 1 between two sentences solves. */
    @Test
    void two_pairs_are_learned() {
        List<Float> losses = new ArrayList<>();
        CaptionedImages two = new OtherWords(new ColourPatches(2), own -> List.of(own.get(0)));
        try (JointEncoders trained =
                train(two, SHORT.withIterations(30), p -> losses.add(p.figures().get("loss")))) {
            assertThat(losses).hasSize(30).allMatch(Float::isFinite);
            assertThat(losses.get(29)).isLessThan(losses.get(0) / 2);
            try (NDManager scratch = trained.text().manager().newSubManager()) {
                PairSource.Pairs pairs = new PairSource(two, SHORT).batch(scratch, 0);
                assertThat(TextEncoderTraining.accuracy(trained.scores(pairs, Mode.TRAINING)))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void a_training_that_was_interrupted_ends_at_the_same_bits(@TempDir Path folder) {
        TextEncoderPlan plan = SHORT.withIterations(4);
        TextEncoderPlan kept = plan.withCheckpoint(folder.resolve("checkpoint.safetensors"));
        List<Float> straight = new ArrayList<>();
        List<Float> broken = new ArrayList<>();
        assertThatThrownBy(() -> train(kept, p -> {
                    broken.add(p.figures().get("loss"));
                    if (p.done() == 3) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("interrupted after iteration 3");
        assertThat(Thread.interrupted()).isTrue();
        try (JointEncoders whole = train(plan, p -> straight.add(p.figures().get("loss")));
                JointEncoders rest = train(kept, p -> broken.add(p.figures().get("loss")))) {
            assertThat(broken).hasSize(4).isEqualTo(straight);
            assertThat(rest.text().parameters().fingerprint())
                    .isEqualTo(whole.text().parameters().fingerprint());
            assertThat(rest.imageParameters().fingerprint())
                    .isEqualTo(whole.imageParameters().fingerprint());
        }
    }

    @Test
    void one_seed_gives_one_encoder() {
        TextEncoderPlan plan = SHORT.withIterations(2);
        List<String> fingerprints = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            try (JointEncoders trained = train(plan.withSeed(seed), ProgressListener.none())) {
                fingerprints.add(trained.text().parameters().fingerprint());
            }
        }
        assertThat(fingerprints.get(1)).isEqualTo(fingerprints.get(0));
        assertThat(fingerprints.get(2)).isNotEqualTo(fingerprints.get(0));
    }

    @Test
    void a_trained_encoder_keeps_no_array_of_its_training() {
        try (JointEncoders brief = train(SHORT.withIterations(1), ProgressListener.none());
                JointEncoders longer = train(SHORT.withIterations(6), ProgressListener.none())) {
            assertThat(longer.text().manager().getManagedArrays())
                    .hasSameSizeAs(brief.text().manager().getManagedArrays());
            longer.text().parameters().weights().forEach((name, w) -> assertThat(w.hasGradient())
                    .as("%s learns still", name)
                    .isFalse());
        }
    }

    @Test
    void data_of_one_class_is_refused() {
        assertThatThrownBy(() -> TextEncoderTraining.train(
                        new ColourPatches(1), CharCnnRnn.Variant.BIRDS_CVPR, SHORT, ProgressListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("colour-patches has images of only one class");
    }

    @Test
    void a_plan_names_the_setting_that_makes_no_sense() {
        TextEncoderPlan plan = TextEncoderPlan.standard();
        assertThatThrownBy(() -> plan.withIterations(0)).hasMessage("iterations is 0, but must be at least 1");
        assertThatThrownBy(() -> plan.withBatchSize(1)).hasMessage("batchSize is 1, but must be at least 2");
        assertThatThrownBy(() -> plan.withCandidatesPerPair(0))
                .hasMessage("candidatesPerPair is 0, but must be at least 1");
        assertThatThrownBy(() -> plan.withLearningRate(Double.NaN)).hasMessageContaining("learningRate is NaN");
    }
}
