package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.modality.cv.Image;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.Losses;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanBuilder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.core.testing.ColourPatches;
import io.github.stackgan.core.testing.OtherWords;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.Augmentation;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stacks whose first stage is told where to draw, from training to generation. */
class GawwnModelTest {
    private static final GenerationRequest RED =
            GenerationRequest.of("a red patch").withSeed(5);

    @TempDir
    private Path folder;

    private final CaptionedImages data = new ColourPatches(8);

    /** What a first stage is told. */
    enum Told {
        BOX(Stage1.gawwnBox(), new Location.Box(0.1, 0.2, 0.5, 0.5)),
        POINTS(
                Stage1.gawwnKeyPoints(),
                new Location.KeyPoints(
                        Map.of("beak", new Location.Point(0.7, 0.3), "tail", new Location.Point(0.2, 0.8))));

        private final Stage1 stage;
        private final Location location;

        Told(Stage1 stage, Location location) {
            this.stage = stage.withGeneratorChannels(4)
                    .withDiscriminatorChannels(4)
                    .withDiscriminatorTextSize(6)
                    .withNoiseSize(5);
            this.location = location;
        }
    }

    private static StackGanBuilder builder(Told told) {
        return builder(told.stage);
    }

    private static StackGanBuilder builder(Stage1 stage) {
        return StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(stage)
                .seed(3);
    }

    private TrainingPlan plan(long iterations) {
        StagePlan stage = StagePlan.paper().withBatchSize(4).withMaxIterations(iterations);
        return TrainingPlan.gawwn().withStages(List.of(stage)).withWrongPairs(WrongPairs.OTHER_CLASS);
    }

    private TrainingPlan plan(String name, long iterations) {
        return plan(iterations)
                .withEmaDecay(0.9)
                .withCheckpoints(CheckpointPolicy.in(folder.resolve(name)).withEveryIterations(2));
    }

    private byte[] train(Told told, TrainingPlan plan, TrainingListener... listeners) throws IOException {
        try (StackGan gan = builder(told).build()) {
            gan.train(data, plan, listeners);
            Path model = folder.resolve("model.safetensors");
            gan.save(model);
            return Files.readAllBytes(model);
        }
    }

    private static int[] pixels(Image image) {
        BufferedImage wrapped = (BufferedImage) image.getWrappedImage();
        return wrapped.getRGB(0, 0, wrapped.getWidth(), wrapped.getHeight(), null, 0, wrapped.getWidth());
    }

    private static int[] pixels(StackGan gan, GenerationRequest request) {
        return pixels(gan.generate(request).get(0).image());
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void a_run_that_is_stopped_ends_bit_for_bit_as_an_unbroken_one(Told told) throws IOException {
        byte[] unbroken = train(told, plan("unbroken", 4));
        TrainingListener stop = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                if (i.iteration() == 3) {
                    throw new IllegalStateException("stop");
                }
            }
        };
        assertThatThrownBy(() -> train(told, plan("broken", 4), stop)).hasMessageContaining("stop");
        assertThat(train(told, plan("broken", 4))).isEqualTo(unbroken);
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void a_model_is_saved_with_what_it_is_told_and_draws_the_same_when_it_is_read(Told told) {
        Path file = folder.resolve("model.safetensors");
        GenerationRequest request = RED.withLocation(told.location);
        int[] drawn;
        try (StackGan gan = builder(told).build()) {
            gan.save(file);
            drawn = pixels(gan, request);
            assertThat(pixels(gan, request.withLocation(told.location.mirrored())))
                    .isNotEqualTo(drawn);
        }
        try (StackGan read = StackGan.load(file, Device.cpu(), new Small.HashEncoder())) {
            assertThat(read.settings().stage1()).isEqualTo(told.stage);
            assertThat(pixels(read, request)).isEqualTo(drawn);
        }
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void locations_that_the_model_cannot_be_told_are_refused(Told told) {
        try (StackGan gan = builder(told).build()) {
            assertThatThrownBy(() -> gan.generate(RED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give it");
            assertThatThrownBy(() -> gan.interpolate("a red patch", "a blue patch", 3, 1))
                    .hasMessageContaining("give it");
        }
        try (StackGan plain = Small.model(1)) {
            assertThatThrownBy(() -> plain.generate(RED.withLocation(told.location)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leave it out");
        }
    }

    @Test
    void data_without_locations_and_plans_that_move_images_are_refused_before_anything_runs() {
        CaptionedImages nowhere = new OtherWords(data, words -> words);
        try (StackGan gan = builder(Told.BOX).build()) {
            assertThatThrownBy(() -> gan.train(nowhere, plan(1)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContainingAll("image 0 has no box", "synthetic birds placed at random");
            StagePlan moving = plan(1).stage(1).withAugmentations(Augmentation.TRANSLATION);
            assertThatThrownBy(() -> gan.train(data, plan(1).withStages(moving)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContainingAll("TRANSLATION", "choose none");
        }
        try (StackGan gan = StackGan.builder()
                .textEncoder(new Small.HashEncoder())
                .stage1(Told.POINTS.stage.withLocation(
                        Told.POINTS.stage.location().orElseThrow().withKeyPoints("beak")))
                .build()) {
            assertThatThrownBy(() -> gan.train(data, plan(1)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContainingAll("image 0", "no key point \"tail\"", "it knows beak");
        }
    }

    @Test
    void a_second_stage_reads_what_the_first_drew_in_its_box() {
        Stage2 second = Stage2.paper()
                .withGeneratorChannels(4)
                .withDiscriminatorChannels(2)
                .withResidualBlocks(1)
                .withConditioning(Small.conditioning());
        try (StackGan gan = builder(Told.BOX).stage2(second).build()) {
            gan.train(data, plan(1));
            List<Image> stages =
                    gan.generate(RED.withBox(0.1, 0.2, 0.5, 0.5)).get(0).stages();
            assertThat(stages).extracting(Image::getWidth).containsExactly(128, 256);
        }
    }

    /** Its first iteration has the penalty: by second derivatives, through the sampler too. */
    @ParameterizedTest
    @EnumSource(Told.class)
    void the_recommended_plan_trains_stages_without_batch_normalisation(Told told) {
        List<Losses> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onIteration(Iteration i) {
                losses.add(i.losses());
            }
        };
        Stage1 stage = told.stage.withDiscriminatorNormalization(Stage.Normalization.NONE);
        try (StackGan gan = builder(stage).build()) {
            gan.train(data, TrainingPlan.recommended().withStages(StagePlan.recommended(2, 4)), listener);
        }
        assertThat(losses).hasSize(2);
        assertThat(losses.get(0).get("gradientPenalty")).isPositive();
    }

    /** GAN-INT and the other family of losses meet locations as well. */
    @Test
    void further_terms_know_where_the_images_subjects_stand() {
        StagePlan stage = plan(2).stage(1).withHardNegativeWeight(0.5);
        try (StackGan gan = builder(Told.BOX).build()) {
            gan.train(data, plan(2).withStages(stage).withInterpolationWeight(1));
            assertThat(gan.provenance().iterations()).containsExactly(2L);
        }
    }
}
