package io.github.stackgan.core.terms;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LossTerm;

/**
 * The adversarial loss of texts halfway between those of neighbours in the batch, the last's being the first (GAN-INT:
 * Reed et al., ICML 2016, equation 5 with beta 1/2). Nobody wrote them; they are to be generated well too.
 *
 * @param weight what it is multiplied by
 * @since 0.1.0
 */
public record InterpolationTerm(double weight) implements LossTerm<GeneratorContext> {
    @Override
    public String name() {
        return "interpolation";
    }

    @Override
    public NDArray value(GeneratorContext context) {
        NDArray text = context.batch().embeddings();
        NDArray next = text.get(new NDIndex("1:")).concat(text.get(new NDIndex(":1")));
        return context.adversarialOf(
                ScalarMultiply.by(text.add(next), 0.5f), context.batch().generatorNoise());
    }
}
