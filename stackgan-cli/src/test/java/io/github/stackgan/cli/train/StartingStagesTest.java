package io.github.stackgan.cli.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGan;
import io.github.stackgan.cli.settings.Preset;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingStagesTest {
    private static final TrainSettings SETTINGS = Preset.TINY.settings(2);

    @TempDir
    private Path folder;

    @Test
    void stage_2_does_not_learn_from_an_untrained_stage_1() {
        assertThatThrownBy(() -> StartingStages.requireFits(Optional.empty(), SETTINGS, plan(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Stage 2", "untrained stage 1", "--start-from");
        for (TrainingPlan plan : new TrainingPlan[] {plan(3, 3), plan(3, 0), plan(0, 0)}) {
            assertThatCode(() -> StartingStages.requireFits(Optional.empty(), SETTINGS, plan))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void stage_2_learns_from_a_stage_1_that_is_taken_over() {
        Optional<Path> model = Optional.of(saved(SETTINGS));
        assertThatCode(() -> StartingStages.requireFits(model, SETTINGS, plan(0, 3)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_model_of_which_no_stage_can_be_taken_over_is_refused_at_once() {
        int wider = SETTINGS.stage1().generatorChannels() * 2;
        TrainSettings other = new TrainSettings(
                SETTINGS.birds(),
                SETTINGS.textEncoder(),
                SETTINGS.stage1().withGeneratorChannels(wider),
                SETTINGS.refinements(),
                SETTINGS.plan());
        Optional<Path> model = Optional.of(saved(other));
        assertThatThrownBy(() -> StartingStages.requireFits(model, SETTINGS, plan(3, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--start-from", "no stage can be taken over", "generatorChannels=" + wider);
    }

    private Path saved(TrainSettings settings) {
        Path model = folder.resolve("model.safetensors");
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1);
                StackGan gan = StackGan.builder()
                        .textEncoder(encoder)
                        .stage1(settings.stage1())
                        .build()) {
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
