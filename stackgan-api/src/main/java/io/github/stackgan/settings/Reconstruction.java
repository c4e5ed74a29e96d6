package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * A further term of the generator's loss in a stage above Stage-I: the mean absolute difference between a real image
 * and what the generator makes of that image, shrunk to what the stage reads and made noisy, and of its caption. It
 * holds the stage to what the image below it shows, while the discriminator asks for detail (the L1 term of Isola et
 * al., CVPR 2017, equation 3). The paper has none.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface Reconstruction extends WithReconstruction {
    /**
     * Weight of the term. No default. Try 20 to 100.
     *
     * @return above 0
     */
    double weight();

    /**
     * Iterations at the start in which the term alone teaches the generator, and the discriminator does not learn
     * (Ledig et al., CVPR 2017, section 3.2). Default 0.
     *
     * @return iterations, at least 0; by default 0
     */
    default long warmUpIterations() {
        return 0;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.notNegative("reconstruction.weight", weight());
        if (weight() == 0) {
            throw new IllegalArgumentException(
                    "reconstruction.weight is 0, but must be above 0; leave the term out instead");
        }
        Require.notNegative("reconstruction.warmUpIterations", warmUpIterations());
    }

    /**
     * The term with a weight.
     *
     * @param weight what it is multiplied by; try 20
     * @return the term
     */
    static Reconstruction weighing(double weight) {
        return ImmutableReconstruction.builder().weight(weight).build();
    }
}
