package io.github.stackgan.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.gan.Condition;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.AdversarialLoss;
import io.github.stackgan.settings.Conditioning.KlReduction;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class LossProperties {
    private static final int TRIES = 60;

    private static Condition condition(NDManager manager, int n, int size, double spread, long seed) {
        float[] mean = RandomStream.of(seed, "mean", 0).normal(n * size);
        float[] logVariance = RandomStream.of(seed, "variance", 0).normal(n * size);
        for (int i = 0; i < mean.length; i++) {
            mean[i] *= (float) spread;
            logVariance[i] *= (float) spread;
        }
        Shape shape = new Shape(n, size);
        NDArray mu = manager.create(mean, shape);
        return new Condition(mu, mu, manager.create(logVariance, shape));
    }

    /** D_KL of one-dimensional Gaussians, in double, term by term: -log sigma + (sigma^2 + mu^2) / 2 - 1/2. */
    private static double textbook(Condition condition) {
        float[] mean = condition.mean().toFloatArray();
        float[] logVariance = condition.logVariance().toFloatArray();
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double sigma = Math.exp(logVariance[i] / 2.0);
            sum += -Math.log(sigma) + (sigma * sigma + (double) mean[i] * mean[i]) / 2 - 0.5;
        }
        return sum;
    }

    @Property(tries = TRIES)
    void kl_is_the_textbooks_and_above_zero_away_from_the_standard_normal(
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @DoubleRange(min = 0.1, max = 2) double spread,
            @ForAll long seed) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Condition condition = condition(manager, n, size, spread, seed);
            double expected = textbook(condition) / n;
            double found =
                    KlDivergence.of(condition, KlReduction.SUM_OVER_DIMENSIONS).getFloat();
            assertThat(found).isCloseTo(expected, within(1e-4 * Math.max(1, expected)));
            assertThat(found).isPositive();
        }
    }

    @Property(tries = TRIES)
    void kl_is_zero_at_the_standard_normal(
            @ForAll @IntRange(min = 1, max = 8) int n, @ForAll @IntRange(min = 1, max = 40) int size) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Condition condition = condition(manager, n, size, 0, 1);
            for (KlReduction reduction : KlReduction.values()) {
                assertThat(KlDivergence.of(condition, reduction).getFloat()).isZero();
            }
        }
    }

    /** RECIPES: a mean-reduced divergence is 1/Ng of the summed one. */
    @Property(tries = TRIES)
    void the_reductions_differ_by_the_number_of_dimensions(
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll long seed) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            Condition condition = condition(manager, n, size, 1, seed);
            double sum =
                    KlDivergence.of(condition, KlReduction.SUM_OVER_DIMENSIONS).getFloat();
            double mean =
                    KlDivergence.of(condition, KlReduction.MEAN_OVER_DIMENSIONS).getFloat();
            assertThat(mean * size).isCloseTo(sum, within(1e-4 * sum));
        }
    }

    @Property(tries = TRIES)
    void adversarial_losses_are_cross_entropies_even_for_huge_logits(
            @ForAll @DoubleRange(min = -300, max = 300) double logit) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray logits = manager.create(new float[] {(float) logit});
            double real = Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, -logit);
            double fake = Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, logit);
            assertThat(MatchingAwareLoss.asReal(logits).getFloat())
                    .isCloseTo((float) real, within(1e-4f * (float) (1 + real)));
            assertThat(MatchingAwareLoss.asFake(logits).getFloat())
                    .isCloseTo((float) fake, within(1e-4f * (float) (1 + fake)));
        }
    }

    /** The generator's has no bound; the discriminator's are those of Lim and Ye (2017). */
    @Property(tries = TRIES)
    void hinges_are_zero_beyond_one_and_linear_before(@ForAll @DoubleRange(min = -300, max = 300) double logit) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray logits = manager.create(new float[] {(float) logit, 0.5f});
            double real = (Math.max(0, 1 - logit) + 0.5) / 2;
            double fake = (Math.max(0, 1 + logit) + 1.5) / 2;
            double tolerance = 1e-4 * (1 + Math.abs(logit));
            assertThat((double) MatchingAwareLoss.asReal(AdversarialLoss.HINGE, logits)
                            .getFloat())
                    .isCloseTo(real, within(tolerance));
            assertThat((double) MatchingAwareLoss.asFake(AdversarialLoss.HINGE, logits)
                            .getFloat())
                    .isCloseTo(fake, within(tolerance));
            NDArray generator = MatchingAwareLoss.generator(AdversarialLoss.HINGE, logits, Optional.of(logits));
            assertThat((double) generator.getFloat()).isCloseTo(-(logit + 0.5), within(tolerance));
            NDArray total = MatchingAwareLoss.discriminator(
                            AdversarialLoss.HINGE, logits, logits, logits, Optional.empty(), Optional.empty())
                    .total();
            assertThat((double) total.getFloat()).isCloseTo(real + fake, within(tolerance));
        }
    }

    @Property(tries = TRIES)
    void discriminator_losses_are_weighted_as_the_paper_and_the_release(
            @ForAll @DoubleRange(min = -3, max = 3) double a,
            @ForAll @DoubleRange(min = -3, max = 3) double b,
            @ForAll @DoubleRange(min = -3, max = 3) double c) {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray real = manager.create(new float[] {(float) a});
            NDArray wrong = manager.create(new float[] {(float) b});
            NDArray fake = manager.create(new float[] {(float) c});
            double r = MatchingAwareLoss.asReal(real).getFloat();
            double w = MatchingAwareLoss.asFake(wrong).getFloat();
            double f = MatchingAwareLoss.asFake(fake).getFloat();
            assertThat((double) MatchingAwareLoss.discriminator(
                                    AdversarialLoss.CROSS_ENTROPY,
                                    real,
                                    wrong,
                                    fake,
                                    Optional.empty(),
                                    Optional.empty())
                            .total()
                            .getFloat())
                    .isCloseTo(r + (w + f) / 2, within(1e-5));
            assertThat((double) MatchingAwareLoss.discriminator(
                                    AdversarialLoss.CROSS_ENTROPY,
                                    real,
                                    wrong,
                                    fake,
                                    Optional.of(real),
                                    Optional.of(fake))
                            .total()
                            .getFloat())
                    .isCloseTo((r + r) / 2 + (f + w + f) / 3, within(1e-5));
        }
    }
}
