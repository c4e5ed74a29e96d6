package io.github.stackgan.core.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Conditioning.Activation;
import io.github.stackgan.settings.Conditioning.Noise;
import io.github.stackgan.settings.Conditioning.Scale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConditioningAugmentationProperties {
    private static final int SAMPLES = 4000;
    private static final int TEXT = 5;

    private static ConditioningAugmentation augmentation(Parameters parameters, Conditioning settings) {
        ConditioningAugmentation augmentation = new ConditioningAugmentation(parameters, "ca", TEXT, settings);
        NDArray weight = parameters.weights().get("ca.fc.weight");
        weight.muli(30);
        return augmentation;
    }

    private static NDArray repeated(NDManager manager, float[] embedding, int n) {
        return manager.create(embedding, new Shape(1, TEXT)).tile(new long[] {n, 1});
    }

    private static NDArray noise(NDManager manager, Conditioning settings, int n, long seed) {
        float[] flat = new float[n * settings.size()];
        for (int i = 0; i < n; i++) {
            float[] one = ConditioningAugmentation.noise(settings, RandomStream.of(seed, "eps", i));
            System.arraycopy(one, 0, flat, i * one.length, one.length);
        }
        return manager.create(flat, new Shape(n, settings.size()));
    }

    /**
     * Standard errors over 4,000 draws are 0.016 sigma for the mean and 0.022 sigma^2 for a (co)variance: allow five.
     */
    @Property(tries = 12)
    void samples_have_mean_mu_and_covariance_diag_sigma_squared(
            @ForAll long seed, @ForAll Scale scale, @ForAll Activation activation) {
        Conditioning settings =
                Conditioning.paper().withSize(3).withScale(scale).withActivation(activation);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                Parameters parameters = Parameters.random(manager, seed)) {
            ConditioningAugmentation augmentation = augmentation(parameters, settings);
            float[] embedding = RandomStream.of(seed, "text", 0).normal(TEXT);
            Condition condition = augmentation.forward(
                    repeated(manager, embedding, SAMPLES), noise(manager, settings, SAMPLES, seed));
            float[] mu = condition.mean().get(0).toFloatArray();
            float[] sigma = condition.logVariance().get(0).mul(0.5f).exp().toFloatArray();
            float[] c = condition.sample().toFloatArray();
            for (int i = 0; i < 3; i++) {
                assertThat(mean(c, i)).isCloseTo(mu[i], within(0.08 * sigma[i]));
                for (int j = 0; j < 3; j++) {
                    double expected = i == j ? (double) sigma[i] * sigma[i] : 0;
                    assertThat(covariance(c, i, j)).isCloseTo(expected, within(0.12 * sigma[i] * sigma[j]));
                }
            }
        }
    }

    private static double mean(float[] c, int i) {
        double sum = 0;
        for (int k = i; k < c.length; k += 3) {
            sum += c[k];
        }
        return sum / SAMPLES;
    }

    private static double covariance(float[] c, int i, int j) {
        double sum = 0;
        for (int k = 0; k < c.length; k += 3) {
            sum += (c[k + i] - mean(c, i)) * (c[k + j] - mean(c, j));
        }
        return sum / SAMPLES;
    }

    /**
     * dc/dmu = 1 and dc/dlog sigma^2 = sigma eps / 2, so the gradient of sum(c) by fc's bias is (1, sigma eps / 2),
     * each times the slope of the leaky rectifier, 1 or 0.2, which its result's sign tells.
     */
    @Property(tries = 20)
    void gradients_pass_through_the_sample_by_reparameterisation(@ForAll long seed) {
        Conditioning settings =
                Conditioning.paper().withSize(3).withScale(Scale.LOG_VARIANCE).withActivation(Activation.LEAKY_RELU);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                Parameters parameters = Parameters.random(manager, seed)) {
            ConditioningAugmentation augmentation = augmentation(parameters, settings);
            NDArray eps = noise(manager, settings, 1, seed);
            parameters.requireGradients();
            Condition condition;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                condition = augmentation.forward(
                        repeated(manager, RandomStream.of(seed, "text", 0).normal(TEXT), 1), eps);
                collector.backward(condition.sample().sum());
            }
            float[] gradient =
                    parameters.weights().get("ca.fc.bias").getGradient().toFloatArray();
            float[] mean = condition.mean().stopGradient().toFloatArray();
            float[] logVariance = condition.logVariance().stopGradient().toFloatArray();
            float[] e = eps.toFloatArray();
            for (int i = 0; i < 3; i++) {
                assertThat(gradient[i]).isCloseTo(slope(mean[i]), within(1e-5f));
                float expected = (float) (Math.exp(logVariance[i] / 2) * e[i] / 2) * slope(logVariance[i]);
                assertThat(gradient[3 + i]).isCloseTo(expected, within(1e-4f * (1 + Math.abs(expected))));
            }
        }
    }

    private static float slope(float activated) {
        return activated > 0 ? 1f : 0.2f;
    }

    @Property(tries = 20)
    void truncated_noise_stays_within_two_and_no_noise_gives_the_mean(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int size) {
        Conditioning truncated = Conditioning.tensorflow().withSize(size);
        for (float value : ConditioningAugmentation.noise(truncated, RandomStream.of(seed, "eps", 0))) {
            assertThat(value).isBetween(-2f, 2f);
        }
        Conditioning none = truncated.withNoise(Noise.NONE);
        assertThat(ConditioningAugmentation.noise(none, RandomStream.of(seed, "eps", 0)))
                .containsOnly(0f)
                .hasSize(size);
    }
}
