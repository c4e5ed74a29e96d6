package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.cli.dataset.StatedBirds;
import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.cli.settings.TextEncoderKind;
import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.EmbeddingWhitening;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodersTest {
    @TempDir
    private Path folder;

    @Test
    void the_runs_folder_keeps_a_given_text_encoder_for_its_checkpoints() {
        Path given = folder.resolve("given.safetensors");
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1)) {
            encoder.save(given);
        }
        Path run = folder.resolve("run");
        Encoders encoders = new Encoders(SyntheticShapes.of(1, 2), Optional.empty(), Optional.empty(), run);
        try (TextEncoder read = encoders.text(
                        Optional.of(given), Preset.TINY.settings(2).textEncoder());
                TextEncoder kept = TextEncoderFile.read(run.resolve("text-encoder.safetensors"))) {
            assertThat(kept.fingerprint()).isEqualTo(read.fingerprint());
        }
        try (CharCnnRnn another = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 2)) {
            another.save(given);
        }
        assertThatThrownBy(() -> encoders.text(
                        Optional.of(given), Preset.TINY.settings(2).textEncoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("is another text encoder than", "--out");
    }

    @Test
    void an_encoder_of_other_settings_or_images_is_not_used_again() throws IOException {
        TextEncoderSettings one = new TextEncoderSettings(TextEncoderKind.CHAR_CNN_RNN, 8, 1, false);
        TextEncoderSettings wide = new TextEncoderSettings(TextEncoderKind.CHAR_CNN_RNN, 16, 1, false);
        Encoders encoders = new Encoders(SyntheticShapes.of(1, 4), Optional.empty(), Optional.empty(), folder);
        Encoders others = new Encoders(SyntheticShapes.of(1, 5), Optional.empty(), Optional.empty(), folder);
        String trained;
        try (TextEncoder encoder = encoders.text(Optional.empty(), one)) {
            trained = encoder.fingerprint();
        }
        encoders.requireFits(one);
        for (ThrowingCallable refused : List.<ThrowingCallable>of(
                () -> encoders.requireFits(wide),
                () -> encoders.text(Optional.empty(), wide),
                () -> others.requireFits(one))) {
            assertThatThrownBy(refused)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("holds a text encoder of other settings or images");
        }
        Files.delete(folder.resolve("text-encoder.txt"));
        try (TextEncoder byHand = others.text(Optional.empty(), wide)) {
            assertThat(byHand.fingerprint()).isEqualTo(trained);
        }
    }

    @Test
    void what_is_trained_here_takes_the_place_of_the_encoder_of_the_model_to_start_from() throws IOException {
        SyntheticBirds birds = SyntheticBirds.train(1, 12);
        StatedBirds stated = new StatedBirds(birds);
        Path model = folder.resolve("model.safetensors");
        Path untrained = folder.resolve("untrained.safetensors");
        try (CharCnnRnn plain = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1);
                CharCnnRnn its = EmbeddingWhitening.of(plain, birds, 1);
                StackGan gan = StackGan.builder()
                        .textEncoder(its)
                        .stage1(Preset.TINY.settings(2).stage1())
                        .build()) {
            gan.save(untrained);
            gan.train(
                    birds,
                    TrainingPlan.paper()
                            .withStages(StagePlan.paper().withBatchSize(2).withMaxIterations(1)));
            gan.save(model);
        }
        TextEncoderSettings fitting = new TextEncoderSettings(TextEncoderKind.CHAR_CNN_RNN, 8, 1, true);
        TextEncoderSettings longer = new TextEncoderSettings(TextEncoderKind.CHAR_CNN_RNN, 16, 1, true);
        Path run = folder.resolve("run");
        Encoders encoders = new Encoders(birds, Optional.of(stated), Optional.of(model), run);
        assertThatThrownBy(() -> encoders.requireFits(longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--start-from has a model for embeddings of 8 numbers, but the text encoder to be trained has"
                                + " 16; give --set textEncoder.embeddingSize=8");
        assertThatThrownBy(() -> encoders.requireFits(fitting.withKind(TextEncoderKind.SENTENCES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("only for synthetic birds", "--text-encoder " + model);
        assertThatThrownBy(() -> new Encoders(birds, Optional.empty(), Optional.of(model), run).requireFits(fitting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("only for synthetic birds", "--text-encoder " + model);
        assertThatThrownBy(() ->
                        new Encoders(birds, Optional.of(stated), Optional.of(untrained), run).requireFits(fitting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("keeps none of its captions", "--text-encoder");
        Path checkpoint =
                folder.resolve("old").resolve("checkpoints").resolve("checkpoint-stage01-000000001.safetensors");
        Path its = folder.resolve("old").resolve("text-encoder.safetensors");
        Files.createDirectories(checkpoint.getParent());
        Files.writeString(its, "an encoder");
        assertThatThrownBy(
                        () -> new Encoders(birds, Optional.empty(), Optional.of(checkpoint), run).requireFits(fitting))
                .hasMessageEndingWith("--text-encoder " + its);
        encoders.requireFits(fitting);
        try (TextEncoder trained = encoders.text(Optional.empty(), fitting)) {
            assertThat(trained.embeddingSize()).isEqualTo(8);
        }
        // What it does is EncoderImitation's; that it was done, its checkpoint shows.
        assertThat(run.resolve("text-encoder-imitation-checkpoint.safetensors")).isNotEmptyFile();
    }
}
