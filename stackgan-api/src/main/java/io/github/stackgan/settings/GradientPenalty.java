package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * A further term of the discriminator's loss: how steep its answers are at real images with their text, by exact second
 * derivatives. An iteration then takes about a third longer. Batch normalisation mixes the images of a batch, so that
 * the slope at one of them means nothing: a discriminator with this term has none
 * ({@link Stage#discriminatorNormalization}).
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface GradientPenalty extends WithGradientPenalty {
    /** Which slope is penalised. */
    enum Kind {
        /** Half the squared length of the gradient by the image (R1: Mescheder et al., ICML 2018, equation 9). */
        R1,
        /**
         * The sixth power of the length of the gradient by image and embedding together (MA-GP: Tao et al., CVPR 2022,
         * equation 2).
         */
        MATCHING_AWARE
    }

    /**
     * Which slope is penalised. No default.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Weight of the term. No default; 10 in the paper of R1, 2 in that of the matching-aware penalty.
     *
     * @return above 0 and finite
     */
    double weight();

    /**
     * Iterations from one computation of the term to the next; it is multiplied by as many, which costs less (lazy
     * regularisation: Karras et al., CVPR 2020, section 3.1). Default 1.
     *
     * @return at least 1; by default 1
     */
    default int everyIterations() {
        return 1;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        if (!(weight() > 0) || Double.isInfinite(weight())) {
            throw new IllegalArgumentException(
                    "gradientPenalty.weight is " + weight() + ", but must be a finite number above 0");
        }
        Require.positive("gradientPenalty.everyIterations", everyIterations());
    }

    /**
     * R1 regularisation in every iteration.
     *
     * @param weight gamma, above 0; 10 in the paper
     * @return the settings
     */
    static GradientPenalty r1(double weight) {
        return ImmutableGradientPenalty.builder().kind(Kind.R1).weight(weight).build();
    }

    /**
     * The matching-aware penalty of weight 2, in every iteration: DF-GAN's.
     *
     * @return the settings
     */
    static GradientPenalty matchingAware() {
        return ImmutableGradientPenalty.builder()
                .kind(Kind.MATCHING_AWARE)
                .weight(2)
                .build();
    }
}
