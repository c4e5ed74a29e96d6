package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.loss.KlDivergence;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LossTerm;
import io.github.stackgan.settings.Conditioning;

/**
 * The Kullback-Leibler divergence of Conditioning Augmentation (paper equation 2).
 *
 * @param conditioning its reduction and its weight
 * @since 0.1.0
 */
public record KlTerm(Conditioning conditioning) implements LossTerm<GeneratorContext> {
    @Override
    public String name() {
        return "kl";
    }

    @Override
    public double weight() {
        return conditioning.klWeight();
    }

    @Override
    public NDArray value(GeneratorContext context) {
        return KlDivergence.of(context.generated().condition(), conditioning.klReduction());
    }
}
