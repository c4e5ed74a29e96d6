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
    /** Those of an iteration, 0 for the first, and of its epoch, 0 for the first. */
    public static Rates of(StagePlan plan, long iteration, int epoch) {
        double fall = Math.pow(0.5, epoch / plan.halveEveryEpochs());
        double rate = plan.learningRate() * fall;
        return new Rates(
                iteration < plan.discriminatorHeadStart() ? 0 : rate,
                plan.discriminatorLearningRate().orElse(plan.learningRate()) * fall);
    }
}
