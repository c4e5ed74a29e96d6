package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.TrainingException;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.Augmentation;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlanCheckTest {
    private static final GradientPenalty PENALTY = GradientPenalty.matchingAware();

    private static void check(Stage1 stage, UnaryOperator<StagePlan> change) {
        TrainingPlan plan = Small.plan(1).withWrongPairs(TrainingPlan.WrongPairs.SHIFTED_BATCH);
        PlanCheck.requireFits(List.of(stage), plan.withStages(change.apply(plan.stage(1))));
    }

    private static void assertRefused(Stage1 stage, UnaryOperator<StagePlan> change, String message) {
        assertThatThrownBy(() -> check(stage, change))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The plan of stage 1 has ")
                .hasMessageContaining(message);
    }

    @Test
    void terms_that_a_discriminator_gives_no_meaning_are_refused() {
        assertRefused(
                Small.stage1(),
                plan -> plan.withGradientPenalty(PENALTY),
                "a gradientPenalty, but its discriminator has batch normalisation");
        Stage1 told = Small.stage1().withDiscriminatorCondition(Stage.DiscriminatorCondition.CONDITIONING_MEAN);
        assertRefused(
                told.withDiscriminatorNormalization(Stage.Normalization.NONE),
                plan -> plan.withGradientPenalty(PENALTY),
                "a MATCHING_AWARE penalty, but its discriminator is told the generator's mean");
        assertRefused(
                told,
                plan -> plan.withHardNegativeWeight(1),
                "a hardNegativeWeight, but its discriminator is told the generator's mean");
    }

    @Test
    void what_moves_images_is_refused_where_locations_are_told() {
        UnaryOperator<StagePlan> moving = plan -> plan.withBatchSize(4).withAugmentations(Augmentation.TRANSLATION);
        assertRefused(Stage1.gawwnBox(), moving, "the augmentations [TRANSLATION]");
        assertThatCode(() -> check(Small.stage1(), moving)).doesNotThrowAnyException();
    }

    /** Two images make one wrong pair, of whose vector batch normalisation has no variance. */
    @Test
    void a_batch_that_leaves_one_wrong_pair_is_refused_where_vectors_are_normalised() {
        assertRefused(Stage1.gawwnKeyPoints(), plan -> plan.withBatchSize(2), "the batchSize 2");
        assertThatCode(() -> check(Stage1.gawwnKeyPoints(), plan -> plan.withBatchSize(3)))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(Small.stage1(), plan -> plan.withBatchSize(2)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_batch_that_no_array_holds_is_refused() {
        Stage1 large = Stage1.paper().withImageSize(256);
        assertRefused(large, plan -> plan.withBatchSize(10_923), "choose a batchSize of at most 10922");
        assertThatCode(() -> check(large, plan -> plan.withBatchSize(10_922))).doesNotThrowAnyException();
    }

    /** Before the first stage has trained for days. */
    @Test
    void higher_stages_are_looked_at_too_unless_they_are_not_to_train() {
        StagePlan first = Small.plan(1).stage(1);
        StagePlan second = first.withGradientPenalty(PENALTY);
        List<Stage> stages = List.of(Small.stage1(), Stage2.paper());
        TrainingPlan plan = Small.plan(1).withStages(first, second);
        assertThatThrownBy(() -> PlanCheck.requireFits(stages, plan))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The plan of stage 2 has a gradientPenalty");
        assertThatCode(() -> PlanCheck.requireFits(stages, plan.withStages(first, second.withMaxIterations(0))))
                .doesNotThrowAnyException();
    }
}
