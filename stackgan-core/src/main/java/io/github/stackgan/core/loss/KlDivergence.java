package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.Condition;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.settings.Conditioning;

/**
 * The regulariser of Conditioning Augmentation, D_KL(N(mu, diag sigma^2) || N(0, I)) (paper section 3.2, equation 2).
 *
 * @since 0.1.0
 */
public final class KlDivergence {
    private KlDivergence() {}

    /**
     * The divergence of a batch: 1/2 (mu^2 + sigma^2 - log sigma^2 - 1), reduced as asked, without its weight.
     *
     * @param condition mu and log sigma^2 (N, Ng)
     * @param reduction how it becomes one number
     * @return a scalar, at least 0
     */
    public static NDArray of(Condition condition, Conditioning.KlReduction reduction) {
        NDArray logVariance = condition.logVariance();
        NDArray twice = condition
                .mean()
                .square()
                .add(logVariance.exp())
                .sub(logVariance)
                .sub(1);
        NDArray each = ScalarMultiply.by(twice, 0.5f);
        return switch (reduction) {
            case SUM_OVER_DIMENSIONS -> each.sum(new int[] {1}).mean();
            case MEAN_OVER_DIMENSIONS -> each.mean();
        };
    }
}
