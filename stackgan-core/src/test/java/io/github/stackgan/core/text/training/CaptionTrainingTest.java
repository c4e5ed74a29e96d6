package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptionTrainingTest {
    private static final TextEncoderPlan PLAN =
            TextEncoderPlan.standard().withIterations(4).withBatchSize(4);

    @TempDir
    private Path folder;

    /** "red 7" and the like: a colour, which all captions state, and a number, which only some do. */
    private record Patches(int size) implements StatedCaptions {
        private static final List<String> COLOURS = List.of("red", "blue", "green");

        @Override
        public String fingerprint() {
            return "patches " + size;
        }

        @Override
        public List<StatedText> captions(int image) {
            int colour = image % COLOURS.size();
            int number = image / COLOURS.size() % 2;
            return List.of(
                    new StatedText(COLOURS.get(colour), "bare", Map.of("colour", colour)),
                    new StatedText(
                            COLOURS.get(colour) + " " + number,
                            "numbered",
                            new TreeMap<>(Map.of("colour", colour, "number", number))));
        }

        @Override
        public Map<String, Integer> attributes() {
            return new TreeMap<>(Map.of("colour", COLOURS.size(), "number", 2));
        }
    }

    private static CaptionTraining training(TextEncoderPlan plan) {
        return CaptionTraining.of(new Patches(12), CharCnnRnn.Variant.BIRDS_CVPR, 16, plan, Precision.FLOAT32);
    }

    private static CaptionTraining training() {
        return training(PLAN);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void what_captions_state_is_learned_in_either_precision(Precision precision) {
        List<Float> losses = new ArrayList<>();
        TextEncoderPlan plan = PLAN.withIterations(60).withBatchSize(8).withLearningRate(2e-3);
        try (CaptionTraining training =
                CaptionTraining.of(new Patches(12), CharCnnRnn.Variant.BIRDS_ICML, 16, plan, precision)) {
            training.run(60, p -> losses.add(p.figures().get("loss")));
        }
        assertThat(mean(losses.subList(50, 60))).isLessThan(0.7 * mean(losses.subList(0, 10)));
    }

    private static double mean(List<Float> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    @Test
    void a_resumed_training_ends_at_the_same_bits() {
        List<Float> straight = new ArrayList<>();
        List<Float> broken = new ArrayList<>();
        Path file = folder.resolve("checkpoint.safetensors");
        try (CaptionTraining whole = training();
                CaptionTraining first = training();
                CaptionTraining second = training()) {
            whole.run(100, p -> straight.add(p.figures().get("loss")));
            first.run(2, p -> broken.add(p.figures().get("loss")));
            first.save(file);
            second.resume(file);
            assertThat(second.done()).isEqualTo(2);
            second.run(100, p -> broken.add(p.figures().get("loss")));
            assertThat(broken).hasSize(4).isEqualTo(straight);
            assertThat(second.encoder().fingerprint())
                    .isEqualTo(whole.encoder().fingerprint())
                    .isNotEqualTo(first.encoder().fingerprint());
        }
    }

    @Test
    void without_a_checkpoint_it_begins_at_the_start() {
        try (CaptionTraining training = training()) {
            training.resume(folder.resolve("none.safetensors"));
            assertThat(training.done()).isZero();
        }
    }

    @Test
    void a_checkpoint_of_another_training_or_of_no_number_of_steps_is_refused() {
        Path file = folder.resolve("checkpoint.safetensors");
        try (CaptionTraining training = training();
                CaptionTraining other = training(PLAN.withSeed(9))) {
            training.save(file);
            assertThatThrownBy(() -> other.resume(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(file + " is a checkpoint of ")
                    .hasMessageContaining("choose another file");
            SafetensorsFile whole = WeightFiles.readOwn(file);
            for (String steps : List.of("many", "-1", "5")) {
                Map<String, String> metadata = new HashMap<>(whole.metadata());
                metadata.put("steps", steps);
                WeightFiles.write(file, metadata, whole.weights());
                assertThatThrownBy(() -> training.resume(file))
                        .isInstanceOf(ModelFormatException.class)
                        .hasMessage(file + ": its number of steps is \"" + steps
                                + "\", but must be from 0 to 4; delete the file to begin anew");
            }
        }
    }

    @Test
    void an_attribute_that_is_not_declared_is_named() {
        StatedCaptions odd = new StatedCaptions() {
            @Override
            public String fingerprint() {
                return "odd";
            }

            @Override
            public int size() {
                return 1;
            }

            @Override
            public List<StatedText> captions(int image) {
                return List.of(new StatedText("a long tail", "bare", Map.of("tail", 1)));
            }

            @Override
            public Map<String, Integer> attributes() {
                return Map.of("colour", 3);
            }
        };
        try (CaptionTraining training =
                CaptionTraining.of(odd, CharCnnRnn.Variant.BIRDS_CVPR, 16, PLAN, Precision.FLOAT32)) {
            assertThatThrownBy(() -> training.run(1, ProgressListener.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A caption states tail, but the attributes are [colour]");
        }
    }
}
