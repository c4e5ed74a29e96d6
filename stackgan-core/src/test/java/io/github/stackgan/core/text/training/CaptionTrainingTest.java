package io.github.stackgan.core.text.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionTrainingTest {
    private static final TextEncoderPlan PLAN =
            TextEncoderPlan.standard().withIterations(4).withBatchSize(4);

    @TempDir
    private Path folder;

    /** Tells images apart by their class. */
    private static CaptionTraining training(CaptionedImages data, TextEncoderPlan plan) {
        ImageVectors classes = new ImageVectors() {
            @Override
            public int width() {
                return data.classCount();
            }

            @Override
            public float[] of(int image) {
                float[] vector = new float[width()];
                vector[data.classOf(image)] = 1;
                return vector;
            }
        };
        return CaptionTraining.of(data, classes, CharCnnRnn.Variant.BIRDS_CVPR, 16, plan);
    }

    private static CaptionTraining training() {
        return training(new ColourPatches(40), PLAN);
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
                CaptionTraining other = training(new ColourPatches(40), PLAN.withSeed(9))) {
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
    void data_of_one_class_is_refused() {
        assertThatThrownBy(() -> training(new ColourPatches(1), PLAN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("colour-patches has images of only one class");
    }
}
