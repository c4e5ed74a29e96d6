package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGan;
import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingStagesTest {
    private static final TrainSettings SETTINGS = Preset.TINY.settings(2);

    @TempDir
    private Path folder;

    @Test
    void stage_2_does_not_learn_from_an_untrained_stage_1() {
        StartingStages none = new StartingStages(Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> none.requireFit(SETTINGS, plan(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Stage 1 is to have 0 iterations", "no --start-from", "stage 2 would learn");
        for (TrainingPlan plan : new TrainingPlan[] {plan(3, 3), plan(3, 0), plan(0, 0)}) {
            assertThatCode(() -> none.requireFit(SETTINGS, plan)).doesNotThrowAnyException();
        }
    }

    @Test
    void stage_2_learns_from_a_stage_1_that_is_taken_over() {
        StartingStages first = new StartingStages(Optional.of(saved(SETTINGS.stage1())), Optional.empty());
        for (TrainingPlan plan : new TrainingPlan[] {plan(0, 3), plan(3, 0)}) {
            assertThatCode(() -> first.requireFit(SETTINGS, plan)).doesNotThrowAnyException();
        }
    }

    @Test
    void a_stage_that_is_to_stay_the_other_models_must_be_there() {
        StartingStages first = new StartingStages(Optional.of(saved(SETTINGS.stage1())), Optional.empty());
        assertThatThrownBy(() -> first.requireFit(SETTINGS, plan(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Stage 2 is to have 0 iterations", "would stay untrained");
    }

    @Test
    void a_model_of_which_no_stage_can_be_taken_over_is_refused_at_once() throws IOException {
        int wider = SETTINGS.stage1().generatorChannels() * 2;
        Path model = saved(SETTINGS.stage1().withGeneratorChannels(wider));
        Path encoder = Files.copy(model, folder.resolve("encoder.safetensors"));
        for (Optional<Path> given : List.of(Optional.<Path>empty(), Optional.of(encoder))) {
            assertThatThrownBy(() -> new StartingStages(Optional.of(model), given).requireFit(SETTINGS, plan(3, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "--start-from", "no stage can be taken over", "generatorChannels=" + wider);
        }
    }

    private Path saved(Stage1 stage) {
        Path model = folder.resolve("model.safetensors");
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1);
                StackGan gan =
                        StackGan.builder().textEncoder(encoder).stage1(stage).build()) {
            gan.save(model);
        }
        return model;
    }

    private static TrainingPlan plan(long first, long second) {
        return TrainingPlan.paper()
                .withStages(
                        StagePlan.paper().withMaxIterations(first),
                        StagePlan.paper().withMaxIterations(second));
    }
}
