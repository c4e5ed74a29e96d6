package io.github.stackgan.core.step;

import io.github.stackgan.Conditioning;
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
     * The paper's: the divergence of Conditioning Augmentation alone.
     *
     * @param conditioning of the stage that learns
     * @return the terms
     */
    public static LossTerms paper(Conditioning conditioning) {
        return new LossTerms(List.of(new KlTerm(conditioning)), List.of());
    }
}
