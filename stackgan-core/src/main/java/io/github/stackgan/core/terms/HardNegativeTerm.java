package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.loss.MatchingAwareLoss;
import io.github.stackgan.core.step.DiscriminatorContext;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerm;

/**
 * Real images with texts that differ from theirs in a word or two, as wrong pairs. Images of other classes differ from
 * a text in so much that a discriminator need not read it all. For discriminators that are told the embedding.
 *
 * @param weight what it is multiplied by
 * @since 0.1.0
 */
public record HardNegativeTerm(double weight) implements LossTerm<DiscriminatorContext> {
    @Override
    public String name() {
        return "hardNegative";
    }

    @Override
    public NDArray value(DiscriminatorContext context) {
        NDArray texts = context.batch()
                .hardNegatives()
                .orElseThrow(() -> new IllegalStateException("the batch has no hard negatives"));
        LearningNetworks networks = context.networks();
        NDArray told = networks.discriminator().condition(texts, context.mean());
        NDArray logits =
                networks.discriminator().conditionalLogits(context.realPairs().images(), told, networks.learning());
        return MatchingAwareLoss.asFake(networks.loss(), logits);
    }
}
