package io.github.stackgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapterFactory;
import io.github.stackgan.settings.AdversarialLoss;
import io.github.stackgan.settings.Augmentation;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void presets_differ_where_the_recipes_say() {
        assertThat(Conditioning.paper().klWeight()).isEqualTo(1);
        assertThat(Conditioning.tensorflow().noise()).isEqualTo(Conditioning.Noise.TRUNCATED_NORMAL);
        assertThat(Conditioning.pytorchCoco().scale()).isEqualTo(Conditioning.Scale.LOG_VARIANCE);
        assertThat(Stage1.tensorflow().body()).isEqualTo(Stage.Body.BOTTLENECK);
        assertThat(Stage1.pytorchCoco().jointKernel()).isEqualTo(3);
        assertThat(Stage2.paper().residualBlocks()).isEqualTo(4);
        assertThat(Stage1.ganIntCls().body()).isEqualTo(Stage.Body.TRANSPOSED);
        assertThat(Stage1.ganIntCls().conditioning().noise()).isEqualTo(Conditioning.Noise.NONE);
        assertThat(Stage1.ganIntCls().conditioning().klWeight()).isZero();
        assertThat(TrainingPlan.ganIntCls()).isEqualTo(TrainingPlan.paper().withInterpolationWeight(1));
        assertThat(Stage2.pytorchCoco().heads()).isEqualTo(Stage.Heads.CONDITIONAL_AND_UNCONDITIONAL);
        assertThat(TrainingPlan.tensorflow().stage(1).halveEveryEpochs()).isEqualTo(50);
        assertThat(TrainingPlan.pytorchCoco().stage(2).batchSize()).isEqualTo(40);
        assertThat(TrainingPlan.pytorchCoco().stage(8).batchSize()).isEqualTo(40);
    }

    @Test
    void no_preset_has_what_the_papers_do_not() {
        for (Stage stage : List.of(
                Stage1.paper(),
                Stage1.tensorflow(),
                Stage1.pytorchCoco(),
                Stage1.ganIntCls(),
                Stage2.paper(),
                Stage2.tensorflow(),
                Stage2.pytorchCoco())) {
            assertThat(stage.discriminatorNormalization()).isEqualTo(Stage.Normalization.BATCH);
        }
        for (TrainingPlan plan : List.of(
                TrainingPlan.paper(),
                TrainingPlan.tensorflow(),
                TrainingPlan.pytorchCoco(),
                TrainingPlan.ganIntCls())) {
            assertThat(plan.stages()).allSatisfy(stage -> {
                assertThat(stage.adversarialLoss()).isEqualTo(AdversarialLoss.CROSS_ENTROPY);
                assertThat(stage.gradientPenalty()).isEmpty();
                assertThat(stage.hardNegativeWeight()).isZero();
                assertThat(stage.augmentations()).isEmpty();
            });
        }
    }

    @Test
    void the_penalties_have_the_weights_of_their_papers() {
        assertThat(GradientPenalty.matchingAware().weight()).isEqualTo(2);
        assertThat(GradientPenalty.r1(10).everyIterations()).isEqualTo(1);
        assertThatThrownBy(() -> GradientPenalty.r1(0))
                .hasMessage("gradientPenalty.weight is 0.0, but must be a finite number above 0");
        assertThatThrownBy(() -> GradientPenalty.matchingAware().withEveryIterations(0))
                .hasMessage("gradientPenalty.everyIterations is 0, but must be at least 1");
        assertThatThrownBy(() -> StagePlan.paper().withHardNegativeWeight(-1))
                .hasMessage("hardNegativeWeight is -1.0, but must be a finite number of at least 0");
        assertThatThrownBy(() -> StagePlan.paper().withAugmentations(Augmentation.CUTOUT, Augmentation.CUTOUT))
                .hasMessage("augmentations is [CUTOUT, CUTOUT], but each must stand there at most once");
    }

    @Test
    void wrong_settings_are_refused_with_name_value_and_what_is_allowed() {
        assertThatThrownBy(() -> Stage2.paper().withJointKernel(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stage2.jointKernel is 2, but must be one of [1, 3]");
        assertThatThrownBy(() -> Stage1.paper().withImageSize(48))
                .hasMessage("stage1.imageSize is 48, but must be a power of two from 16 to 256");
        assertThatThrownBy(() -> Stage2.paper().withGeneratorChannels(6))
                .hasMessage("stage2.generatorChannels is 6, but must be a positive multiple of 4");
        assertThatThrownBy(() -> StagePlan.paper().withBatchSize(1))
                .hasMessageContaining("batch normalisation needs two");
        assertThatThrownBy(() -> TrainingPlan.paper().withBeta1(1))
                .hasMessage("beta1 is 1.0, but must be at least 0 and below 1");
        assertThatThrownBy(() -> Conditioning.paper().withKlWeight(Double.NaN))
                .hasMessageContaining("conditioning.klWeight is NaN");
        assertThatThrownBy(() -> Stage2.paper().withBody(Stage.Body.TRANSPOSED))
                .hasMessageContaining("stage2.body is TRANSPOSED, but must be PLAIN or BOTTLENECK");
        assertThatThrownBy(() -> StagePlan.paper().withReconstructionWeight(-1))
                .hasMessageStartingWith("reconstructionWeight is -1.0");
        assertThatThrownBy(
                        () -> TrainingPlan.paper().withStages(StagePlan.paper().withReconstructionWeight(1)))
                .hasMessageStartingWith("stages[0].reconstructionWeight is 1.0, but must be 0");
        assertThatThrownBy(() -> TrainingPlan.paper().withInterpolationWeight(-1))
                .hasMessage("interpolationWeight is -1.0, but must be a finite number of at least 0");
        assertThatThrownBy(() -> Stage2.pytorchCoco().withText(Stage2.TextInput.NONE))
                .hasMessageContaining(
                        "stage2.discriminatorCondition is CONDITIONING_MEAN, but must be EMBEDDING where");
        assertThatThrownBy(() -> GenerationRequest.of(List.of())).hasMessageContaining("number of texts is 0");
    }

    @Test
    void stages_must_fit_onto_each_other() {
        assertThatThrownBy(() -> StackGanSettings.of(
                        8, Stage1.paper(), List.of(Stage2.paper().withImageSize(512))))
                .hasMessage("imageSize of stage 2 is 512, but must be 2 or 4 times the 64 of the stage before it");
        StackGanSettings three = StackGanSettings.of(
                8, Stage1.paper(), List.of(Stage2.paper(), Stage2.paper().withImageSize(1024)));
        assertThat(three.stages()).extracting(Stage::imageSize).containsExactly(64, 256, 1024);
        assertThat(three.lastStage().imageSize()).isEqualTo(1024);
        assertThat(three.withRefinements().lastStage()).isEqualTo(Stage1.paper());
    }

    @Test
    void settings_and_plans_come_back_from_json_as_they_went() {
        GsonBuilder builder = new GsonBuilder();
        ServiceLoader.load(TypeAdapterFactory.class).forEach(builder::registerTypeAdapterFactory);
        Gson gson = builder.create();
        StackGanSettings settings = StackGanSettings.of(9, Stage1.tensorflow(), List.of(Stage2.pytorchCoco()))
                .withSeed(-5);
        assertThat(gson.fromJson(gson.toJson(settings, StackGanSettings.class), StackGanSettings.class))
                .isEqualTo(settings);
        StackGanSettings baseline = StackGanSettings.of(9, Stage1.ganIntCls(), List.of());
        assertThat(gson.fromJson(gson.toJson(baseline, StackGanSettings.class), StackGanSettings.class))
                .isEqualTo(baseline);
        for (TrainingPlan plan : List.of(TrainingPlan.tensorflow().withEmaDecay(0.999), TrainingPlan.ganIntCls())) {
            assertThat(gson.fromJson(gson.toJson(plan, TrainingPlan.class), TrainingPlan.class))
                    .isEqualTo(plan);
        }
    }

    /** Written before there was {@link Stage2#text}, {@link StackGanSettings} must still be read. */
    @Test
    void settings_that_a_file_does_not_name_have_their_defaults() {
        GsonBuilder builder = new GsonBuilder();
        ServiceLoader.load(TypeAdapterFactory.class).forEach(builder::registerTypeAdapterFactory);
        assertThat(builder.create().fromJson("{\"residualBlocks\":2}", Stage2.class))
                .isEqualTo(Stage2.paper().withResidualBlocks(2));
    }

    @Test
    void without_an_implementation_the_builder_names_the_artifact_to_add() {
        TextEncoder encoder = new TextEncoder() {
            @Override
            public int embeddingSize() {
                return 4;
            }

            @Override
            public float[][] encode(List<String> sentences) {
                return new float[sentences.size()][4];
            }

            @Override
            public String fingerprint() {
                return "";
            }
        };
        assertThatThrownBy(() -> StackGan.builder()
                        .textEncoder(encoder)
                        .stage1(Stage1.paper())
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("add the artifact io.github.stackgan:stackgan-core");
    }

    @Test
    void nothing_can_be_set_twice() {
        assertThatThrownBy(() -> StackGan.builder().stage1(Stage1.paper()).stage1(Stage1.tensorflow()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stage1 is already set, to Stage1{");
        assertThatThrownBy(() -> StackGan.builder().stage(Stage2.paper()).stage2(Stage2.paper()))
                .hasMessageContaining("stage2 is already set");
    }
}
