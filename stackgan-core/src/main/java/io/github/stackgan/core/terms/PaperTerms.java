package io.github.stackgan.core.terms;

import io.github.stackgan.core.step.LossTerms;
import io.github.stackgan.settings.Conditioning;
import java.util.List;

/**
 * The paper's: the divergence of Conditioning Augmentation alone (paper equation 4).
 *
 * @since 0.1.0
 */
public final class PaperTerms {
    private PaperTerms() {}

    /**
     * The terms of a stage.
     *
     * @param conditioning of the stage that learns
     * @return the terms
     */
    public static LossTerms of(Conditioning conditioning) {
        return new LossTerms(List.of(new KlTerm(conditioning)), List.of());
    }
}
