package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.Conditioning;
import io.github.stackgan.core.loss.KlDivergence;

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
