package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.loss.GradientPenalty;
import io.github.stackgan.core.step.DiscriminatorContext;
import io.github.stackgan.core.step.LossTerm;

/**
 * R1 regularisation: half the squared slope of the discriminator's answers at real images with their texts.
 *
 * @param weight what it is multiplied by
 * @since 0.1.0
 */
public record GradientPenaltyTerm(double weight) implements LossTerm<DiscriminatorContext> {
    @Override
    public String name() {
        return "gradientPenalty";
    }

    @Override
    public NDArray value(DiscriminatorContext context) {
        NDArray images = context.batch().images();
        NDArray perturbation = GradientPenalty.perturbation(
                images.getManager(), images.getShape(), context.batch().random().apply("moves"));
        return GradientPenalty.of(context.realLogits(), context.logits(images.add(perturbation)));
    }
}
