package io.github.stackgan.core.step;

import io.github.stackgan.Losses;
import io.github.stackgan.settings.StagePlan;

/**
 * What happens in an iteration.
 *
 * @since 0.1.0
 */
public interface TrainingStep {
    /**
     * Adam's step sizes.
     *
     * @param generator the generator's
     * @param discriminator the discriminator's
     */
    record Rates(double generator, double discriminator) {
        /** Those of an epoch, 0 for the first. */
        public static Rates in(StagePlan plan, int epoch) {
            double fall = Math.pow(0.5, epoch / plan.halveEveryEpochs());
            double generator = plan.learningRate();
            return new Rates(generator * fall, plan.discriminatorLearningRate().orElse(generator) * fall);
        }
    }

    /**
     * Updates the networks that learn once.
     *
     * @param batch what to learn from
     * @param rates Adam's step sizes
     * @return the losses, each network's as before its update
     */
    Losses run(Batch batch, Rates rates);
}
