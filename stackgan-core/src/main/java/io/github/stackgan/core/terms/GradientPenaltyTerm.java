package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.step.DiscriminatorContext;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerm;
import io.github.stackgan.settings.GradientPenalty;
import java.util.List;

/**
 * How steep the discriminator's answers are at real images with their texts: the squared length s of their gradient, by
 * second derivatives through the engine's own autograd. R1 is the mean of s / 2 by the images, the matching-aware
 * penalty that of s^3 by images and embeddings (Tao et al., CVPR 2022, equation 2, with p 6), for discriminators that
 * are told the embedding.
 *
 * @param settings which slope, its weight, and how often
 * @since 0.1.0
 */
public record GradientPenaltyTerm(GradientPenalty settings) implements LossTerm<DiscriminatorContext> {
    @Override
    public String name() {
        return "gradientPenalty";
    }

    /** As often as it is left out, so much the more it counts. */
    @Override
    public double weight() {
        return settings.weight() * settings.everyIterations();
    }

    @Override
    public boolean isDue(long iteration) {
        return iteration % settings.everyIterations() == 0;
    }

    @Override
    public NDArray value(DiscriminatorContext context) {
        NDArray images = asked(context.batch().images());
        return switch (settings.kind()) {
            case R1 -> {
                NDArray logits = context.logits(images);
                NDArray slope = Gradients.ofInputs(logits, images).get(0);
                yield ScalarMultiply.by(squared(slope).mean(), 0.5f);
            }
            case MATCHING_AWARE -> {
                NDArray embeddings = asked(context.batch().embeddings());
                LearningNetworks networks = context.networks();
                NDArray text = networks.discriminator().condition(embeddings, context.mean());
                List<NDArray> slopes = Gradients.ofInputs(
                        networks.logits(images, context.batch().locations(), text), images, embeddings);
                NDArray squared = squared(slopes.get(0)).add(squared(slopes.get(1)));
                yield squared.mul(squared).mul(squared).mean();
            }
        };
    }

    /** A copy that gradients are asked for. */
    private static NDArray asked(NDArray array) {
        NDArray copy = array.duplicate();
        copy.setRequiresGradient(true);
        return copy;
    }

    /** The squared length of each row's gradient (N). */
    private static NDArray squared(NDArray slopes) {
        return slopes.square().reshape(slopes.getShape().get(0), -1).sum(new int[] {1});
    }
}
