package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Conditioning;

/**
 * Conditioning Augmentation (paper section 3.2): a fully connected layer gives mu and sigma of a Gaussian that depends
 * on the text, and the condition is sampled from it, so that few texts teach a smooth space of conditions.
 *
 * @since 0.1.0
 */
public final class ConditioningAugmentation {
    private final Conditioning settings;
    private final Linear fc;

    ConditioningAugmentation(Parameters parameters, String name, int embeddingSize, Conditioning settings) {
        this.settings = settings;
        fc = Linear.withBias(parameters, name + ".fc", embeddingSize, 2 * settings.size());
    }

    /**
     * Samples conditions.
     *
     * @param embedding phi(t) (N, T)
     * @param eps the noise (N, Ng), see {@link #noise}
     * @return the conditions and the Gaussians that they come from
     */
    public Condition forward(NDArray embedding, NDArray eps) {
        NDArray both = activate(fc.forward(embedding));
        int size = settings.size();
        NDArray mean = both.get(new NDIndex(":, :" + size));
        NDArray scale = both.get(new NDIndex(":, " + size + ":"));
        NDArray logVariance = settings.scale() == Conditioning.Scale.LOG_VARIANCE ? scale : ScalarMultiply.by(scale, 2);
        NDArray sigma = ScalarMultiply.by(logVariance, 0.5f).exp();
        return new Condition(mean.add(sigma.mul(eps)), mean, logVariance);
    }

    private NDArray activate(NDArray x) {
        return switch (settings.activation()) {
            case RELU -> Activation.RELU.apply(x);
            case LEAKY_RELU -> Activation.LEAKY_RELU.apply(x);
        };
    }

    /**
     * Samples eps of the kind that the settings ask for.
     *
     * @param settings the kind and length
     * @param random where it comes from
     * @return Ng numbers
     */
    public static float[] noise(Conditioning settings, RandomStream random) {
        return switch (settings.noise()) {
            case NORMAL -> random.normal(settings.size());
            case TRUNCATED_NORMAL -> random.truncatedNormal(settings.size());
            case NONE -> new float[settings.size()];
        };
    }
}
