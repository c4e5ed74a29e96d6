package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.StackGan;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.TrainingPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointModelTest {
    private static final ColourPatches DATA = new ColourPatches(8);

    @TempDir
    private Path run;

    /** With steps so large that an average is seen in the image. */
    private static TrainingPlan fast(TrainingPlan plan) {
        return plan.withStages(plan.stage(1).withLearningRate(0.02), plan.stage(2));
    }

    private TrainingPlan plan() {
        return fast(Small.plan(4))
                .withEmaDecay(0.9)
                .withSampleEvery(2)
                .withCheckpoints(CheckpointPolicy.in(run.resolve("checkpoints"))
                        .withEveryIterations(2)
                        .withKeep(10));
    }

    /** What the topmost stage generates. */
    private static int[] pixels(StackGan gan) {
        GeneratedImage generated = gan.generate(GenerationRequest.of("red")).get(0);
        BufferedImage image = (BufferedImage) generated.image().getWrappedImage();
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private int[] image(Path path) {
        try (StackGan gan = StackGan.load(path, Device.cpu(), new Small.HashEncoder())) {
            return pixels(gan);
        }
    }

    @Test
    void the_folder_of_a_run_is_its_newest_checkpoint_and_then_its_model() {
        try (StackGan gan = Small.model(1)) {
            gan.train(DATA, plan());
            int[] expected = pixels(gan);
            assertThat(image(run)).as("the finished run's last checkpoint").isEqualTo(expected);
            gan.save(run.resolve("model.safetensors"));
            assertThat(image(run)).isEqualTo(expected);
        }
    }

    @Test
    void a_newest_checkpoint_that_is_damaged_is_passed_over() throws IOException {
        try (StackGan gan = Small.model(1)) {
            gan.train(DATA, plan());
        }
        List<Path> oldestFirst = Checkpoints.in(run.resolve("checkpoints"));
        Path newest = oldestFirst.get(oldestFirst.size() - 1);
        int[] before = image(oldestFirst.get(oldestFirst.size() - 2));
        byte[] flipped = Files.readAllBytes(newest);
        flipped[flipped.length - 1] ^= 1;
        Files.write(newest, flipped);
        assertThat(image(run)).isEqualTo(before);
        for (int length : new int[] {5000, 0}) {
            Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), length));
            assertThat(image(run)).isEqualTo(before);
        }
    }

    @Test
    void a_checkpoint_has_the_stages_trained_so_far_and_of_the_one_at_hand_the_average() {
        class Stop extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
        TrainingListener stop = new TrainingListener() {
            @Override
            public void onCheckpoint(Path checkpoint) {
                throw new Stop();
            }
        };
        try (StackGan gan = Small.model(1)) {
            assertThatThrownBy(() -> gan.train(DATA, plan(), stop)).isInstanceOf(Stop.class);
        }
        Path checkpoint = run.resolve("checkpoints/checkpoint-stage01-000000002.safetensors");
        try (StackGan gan = StackGan.load(checkpoint, Device.cpu(), new Small.HashEncoder())) {
            assertThat(gan.settings().stages()).hasSize(1);
            assertThat(gan.provenance().iterations()).isEqualTo(List.of(2L));
        }
        TrainingPlan brief = fast(Small.plan(2));
        try (StackGan first = StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(Small.stage1())
                .seed(1)
                .build()) {
            first.train(DATA, brief);
            assertThat(image(checkpoint)).as("not the last iteration's").isNotEqualTo(pixels(first));
        }
        try (StackGan first = StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(Small.stage1())
                .seed(1)
                .build()) {
            first.train(DATA, brief.withEmaDecay(0.9));
            assertThat(image(checkpoint)).as("the average").isEqualTo(pixels(first));
        }
    }

    @Test
    void a_text_encoder_beside_the_checkpoints_is_the_runs() throws IOException {
        Path beside = run.resolve("text-encoder.safetensors");
        try (StackGan gan = StackGan.builder()
                .textEncoder(encoder(1))
                .stage1(Small.stage1())
                .stage2(Small.stage2())
                .build()) {
            gan.train(DATA, plan());
        }
        assertThatThrownBy(() -> StackGan.load(run))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("give it to StackGan.load");
        try (CharCnnRnn another = encoder(2)) {
            another.save(beside);
        }
        assertThatThrownBy(() -> StackGan.load(run))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("trained with another text encoder than " + beside);
        try (CharCnnRnn encoder = encoder(1)) {
            encoder.save(beside);
        }
        try (StackGan gan = StackGan.load(run)) {
            assertThat(pixels(gan)).isNotEmpty();
            assertThat(gan.provenance().plan()).contains("\"batchSize\":4");
        }
    }

    private static CharCnnRnn encoder(long seed) {
        return CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, Small.EMBEDDING, seed);
    }

    @Test
    void a_folder_of_nothing_is_refused() throws IOException {
        Path empty = Files.createDirectories(run.resolve("empty"));
        assertThatThrownBy(() -> StackGan.load(empty))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("without model.safetensors and without checkpoints");
    }
}
