package io.github.stackgan.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.text.TextEncoderTraining.JointEncoders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEncoderTrainingTest {
    private static final TextEncoderPlan SHORT =
            TextEncoderPlan.standard().withIterations(100).withBatchSize(4);

    private static JointEncoders train(TextEncoderPlan plan, TextEncoderTraining.Progress progress) {
        return TextEncoderTraining.trainBoth(new ColourPatches(40), CharCnnRnn.Variant.BIRDS_CVPR, 32, plan, progress);
    }

    @Test
    void loss_falls_and_sentences_find_pictures_never_seen() {
        List<Float> losses = new ArrayList<>();
        try (JointEncoders trained = train(SHORT, (i, n, loss, accuracy) -> losses.add(loss))) {
            assertThat(losses).hasSize(100).allMatch(Float::isFinite);
            assertThat(mean(losses.subList(90, 100))).isLessThan(0.1 * mean(losses.subList(0, 5)));
            assertThat(accuracyOnMorePatches(trained)).isGreaterThan(0.9);
        }
    }

    private static double mean(List<Float> numbers) {
        return numbers.stream().mapToDouble(n -> n).average().orElseThrow();
    }

    /** Half of the pictures were not in the training, and batch normalisation uses its running statistics; chance is 0.25. */
    private static double accuracyOnMorePatches(JointEncoders trained) {
        PairSource source = new PairSource(new ColourPatches(80), SHORT.withSeed(99));
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            try (NDManager scratch = trained.text().manager().newSubManager()) {
                sum += TextEncoderTraining.accuracy(trained.scores(source.batch(scratch, i), Mode.EVALUATION));
            }
        }
        return sum / 10;
    }

    @Test
    void one_seed_gives_one_encoder() {
        TextEncoderPlan plan = SHORT.withIterations(2);
        List<String> fingerprints = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            try (JointEncoders trained = train(plan.withSeed(seed), (i, n, loss, accuracy) -> {})) {
                fingerprints.add(trained.text().fingerprint());
            }
        }
        assertThat(fingerprints.get(1)).isEqualTo(fingerprints.get(0));
        assertThat(fingerprints.get(2)).isNotEqualTo(fingerprints.get(0));
    }

    @Test
    void a_trained_encoder_keeps_no_array_of_its_training() {
        try (JointEncoders brief = train(SHORT.withIterations(1), (i, n, loss, accuracy) -> {});
                JointEncoders longer = train(SHORT.withIterations(6), (i, n, loss, accuracy) -> {})) {
            assertThat(longer.text().manager().getManagedArrays())
                    .hasSameSizeAs(brief.text().manager().getManagedArrays());
            longer.text().network().parameters().weights().forEach((name, w) -> assertThat(w.hasGradient())
                    .as("%s learns still", name)
                    .isFalse());
        }
    }

    @Test
    void data_of_one_class_is_refused() {
        assertThatThrownBy(() -> TextEncoderTraining.train(
                        new ColourPatches(1), CharCnnRnn.Variant.BIRDS_CVPR, SHORT, (i, n, loss, accuracy) -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("colour-patches has pictures of only one class");
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
