package io.github.stackgan.core.step;

import java.util.List;

/**
 * What a recipe adds to the adversarial losses of a stage.
 *
 * @param ofGenerator terms of the generator's loss, in the order in which they are added
 * @param ofDiscriminator terms of the discriminator's loss
 * @since 0.1.0
 */
public record LossTerms(
        List<LossTerm<GeneratorContext>> ofGenerator, List<LossTerm<DiscriminatorContext>> ofDiscriminator) {
    /** Copies the lists. */
    public LossTerms {
        ofGenerator = List.copyOf(ofGenerator);
        ofDiscriminator = List.copyOf(ofDiscriminator);
    }

    /**
     * Those that an iteration has.
     *
     * @param iteration 0 for the first
     * @return in the same order
     */
    public LossTerms due(long iteration) {
        return new LossTerms(
                ofGenerator.stream().filter(term -> term.isDue(iteration)).toList(),
                ofDiscriminator.stream().filter(term -> term.isDue(iteration)).toList());
    }
}
