package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static CharCnnRnn train(TextEncoderPlan plan, ProgressListener progress) {
        return CaptionTraining.train(new Patches(12), CharCnnRnn.Variant.BIRDS_CVPR, 16, plan, progress);
    }

    @Test
    void what_captions_state_is_learned() {
        List<Float> losses = new ArrayList<>();
        TextEncoderPlan plan = PLAN.withIterations(60).withBatchSize(8).withLearningRate(2e-3);
        CaptionTraining.train(
                        new Patches(12),
                        CharCnnRnn.Variant.BIRDS_ICML,
                        16,
                        plan,
                        p -> losses.add(p.figures().get("loss")))
                .close();
        assertThat(mean(losses.subList(50, 60))).isLessThan(0.7 * mean(losses.subList(0, 10)));
    }

    private static double mean(List<Float> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    @Test
    void a_training_that_was_interrupted_ends_at_the_same_bits() {
        List<Float> straight = new ArrayList<>();
        List<Float> broken = new ArrayList<>();
        TextEncoderPlan kept = PLAN.withCheckpoint(folder.resolve("checkpoint.safetensors"));
        try (CharCnnRnn whole = train(PLAN, p -> straight.add(p.figures().get("loss")))) {
            assertThatThrownBy(() -> train(kept, p -> {
                        broken.add(p.figures().get("loss"));
                        if (p.done() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("interrupted after iteration 2")
                    .hasMessageContaining("checkpoint.safetensors");
            assertThat(Thread.interrupted()).as("the caller may ask").isTrue();
            try (CharCnnRnn rest = train(kept, p -> broken.add(p.figures().get("loss")))) {
                assertThat(broken).hasSize(4).isEqualTo(straight);
                assertThat(rest.fingerprint()).isEqualTo(whole.fingerprint());
            }
        }
    }

    /** From the time the first bytes of the checkpoint are there, the thread that writes them is interrupted. */
    @Test
    void an_interrupt_while_the_checkpoint_is_written_loses_nothing() throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        Thread training = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        Thread interrupter = new Thread(() -> {
            while (!over.get()) {
                if (Objects.requireNonNull(folder.toFile().list()).length > 0) {
                    training.interrupt();
                    return;
                }
            }
        });
        interrupter.start();
        try {
            train(PLAN.withCheckpoint(file), ProgressListener.none()).close();
        } catch (TrainingException e) {
            assertThat(e).hasMessageContaining("interrupted after iteration 4");
        } finally {
            over.set(true);
            interrupter.join();
            // It may have come when all was written.
            Thread.interrupted();
        }
        assertThat(WeightFiles.readOwn(file).metadata()).containsEntry("steps", "4");
    }

    @Test
    void a_checkpoint_of_another_training_or_of_no_number_of_steps_is_refused() {
        Path file = folder.resolve("checkpoint.safetensors");
        TextEncoderPlan kept = PLAN.withCheckpoint(file);
        train(kept, ProgressListener.none()).close();
        assertThatThrownBy(() -> train(kept.withSeed(9), ProgressListener.none()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file + " is a checkpoint of another training: where that has ")
                .hasMessageContaining("delete the file to begin anew");
        SafetensorsFile whole = WeightFiles.readOwn(file);
        for (String steps : List.of("many", "-1", "5")) {
            Map<String, String> metadata = new HashMap<>(whole.metadata());
            metadata.put("steps", steps);
            WeightFiles.write(file, metadata, whole.weights());
            assertThatThrownBy(() -> train(kept, ProgressListener.none()))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessage(file + ": its number of steps is \"" + steps
                            + "\", but must be from 0 to 4; delete the file to begin anew");
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
        assertThatThrownBy(() ->
                        CaptionTraining.train(odd, CharCnnRnn.Variant.BIRDS_CVPR, 16, PLAN, ProgressListener.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A caption states tail, but the attributes are [colour]");
    }
}
