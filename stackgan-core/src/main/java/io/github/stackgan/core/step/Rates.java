package io.github.stackgan.core.step;

import io.github.stackgan.settings.StagePlan;

/**
 * Adam's learning rates.
 *
 * @param generator the generator's
 * @param discriminator the discriminator's
 * @since 0.1.0
 */
public record Rates(double generator, double discriminator) {
    /** Those of an epoch, 0 for the first. */
    public static Rates in(StagePlan plan, int epoch) {
        double fall = Math.pow(0.5, epoch / plan.halveEveryEpochs());
        double generator = plan.learningRate();
        return new Rates(generator * fall, plan.discriminatorLearningRate().orElse(generator) * fall);
    }
}
