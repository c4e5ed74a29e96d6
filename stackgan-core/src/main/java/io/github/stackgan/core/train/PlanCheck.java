package io.github.stackgan.core.train;

import io.github.stackgan.TrainingException;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.util.List;

/**
 * Refuses plans by which a stage cannot be trained. Training begins with it, for all stages; call it earlier, before
 * costly preparation such as training a text encoder.
 *
 * @since 0.1.0
 */
public final class PlanCheck {
    private final String name;
    private final StagePlan plan;
    private final Stage settings;

    private PlanCheck(int number, StagePlan plan, Stage settings) {
        name = "The plan of stage " + number;
        this.plan = plan;
        this.settings = settings;
    }

    /**
     * Holds a plan against the stages that it trains.
     *
     * @param stages lowest first
     * @param plan how they train
     * @throws TrainingException if a stage is to learn by something that its discriminator has no meaning for,
     *     or a batch does not fit into an array
     * @throws io.github.stackgan.StackGanException if the plan needs second derivatives, which the engine's settings
     *     forbid here
     */
    public static void requireFits(List<? extends Stage> stages, TrainingPlan plan) {
        for (int number = 1; number <= stages.size(); number++) {
            if (plan.trains(number)) {
                PlanCheck check = new PlanCheck(number, plan.stage(number), stages.get(number - 1));
                check.requireSeparateSlopes();
                check.requireEmbeddings();
                check.requireKeptPlaces();
                check.requireVariances(plan.wrongPairs());
                check.requireRoom();
            }
        }
    }

    private TrainingException fault(String problem) {
        return new TrainingException(name + " has " + problem);
    }

    private void requireSeparateSlopes() {
        if (plan.gradientPenalty().isEmpty()) {
            return;
        }
        if (settings.discriminatorNormalization() != Stage.Normalization.NONE) {
            throw fault("a gradientPenalty, but its discriminator has batch normalisation, which mixes the slopes of a"
                    + " batch's images; choose discriminatorNormalization NONE, or no gradientPenalty");
        }
        Gradients.requireSecondDerivatives();
    }

    private void requireEmbeddings() {
        boolean matching = plan.gradientPenalty()
                .filter(p -> p.kind() == GradientPenalty.Kind.MATCHING_AWARE)
                .isPresent();
        if ((matching || plan.hardNegativeWeight() > 0)
                && settings.discriminatorCondition() != Stage.DiscriminatorCondition.EMBEDDING) {
            throw fault((matching ? "a MATCHING_AWARE penalty" : "a hardNegativeWeight")
                    + ", but its discriminator is told the generator's mean; choose discriminatorCondition EMBEDDING");
        }
    }

    private boolean isLocated() {
        return settings instanceof Stage1 first && first.location().isPresent();
    }

    /** A moved image is no longer where its location says. */
    private void requireKeptPlaces() {
        if (isLocated() && !plan.augmentations().isEmpty()) {
            throw fault("the augmentations " + plan.augmentations()
                    + ", which move or hide what the stage's location tells of; choose none");
        }
    }

    /** A batch's bytes are in one array. */
    private void requireRoom() {
        long image = 3L * settings.imageSize() * settings.imageSize();
        if (plan.batchSize() * image > Integer.MAX_VALUE - 8) {
            throw fault("the batchSize " + plan.batchSize() + " of images of " + settings.imageSize()
                    + " pixels, but a batch has at most 2 GB; choose a batchSize of at most "
                    + (Integer.MAX_VALUE - 8) / image);
        }
    }

    /** A discriminator that is told locations normalises vectors, of which a single one has no variance. */
    private void requireVariances(WrongPairs wrongPairs) {
        if (isLocated()
                && settings.discriminatorNormalization() == Stage.Normalization.BATCH
                && wrongPairs == WrongPairs.SHIFTED_BATCH
                && plan.batchSize() < 3) {
            throw fault("the batchSize " + plan.batchSize() + ", which SHIFTED_BATCH leaves a single wrong pair of,"
                    + " and batch normalisation needs two; choose a batchSize of at least 3");
        }
    }
}
