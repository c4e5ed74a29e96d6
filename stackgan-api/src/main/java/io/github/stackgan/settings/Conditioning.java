package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * How Conditioning Augmentation (paper section 3.2) turns a text embedding into a condition:
 * {@code c = mu + sigma * eps}, with mu and sigma from one fully connected layer.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface Conditioning extends WithConditioning {
    /** What follows the fully connected layer. */
    enum Activation {
        /** max(0, x), the PyTorch release's; it keeps mu at or above 0 and sigma at or above 1. */
        RELU,
        /** max(0.2 x, x), the TensorFlow release's. */
        LEAKY_RELU
    }

    /** What the second half of the layer's output means. */
    enum Scale {
        /** log sigma. */
        LOG_SIGMA,
        /** log sigma^2. */
        LOG_VARIANCE
    }

    /** Where eps comes from. */
    enum Noise {
        /** The standard normal distribution. */
        NORMAL,
        /** A standard normal cut at two standard deviations; what lies beyond is drawn again. */
        TRUNCATED_NORMAL,
        /** Always 0, so that c = mu: the paper's ablation without Conditioning Augmentation. */
        NONE
    }

    /** How the divergence of a batch becomes one number. */
    enum KlReduction {
        /** Summed over the dimensions, averaged over the batch: the paper's divergence. */
        SUM_OVER_DIMENSIONS,
        /** Averaged over the batch and the dimensions: both releases'. */
        MEAN_OVER_DIMENSIONS
    }

    /**
     * Ng, the length of the condition. Default 128.
     *
     * @return from 1 to 65,536; 64 in the recommended preset
     */
    default int size() {
        return 128;
    }

    /**
     * What follows the fully connected layer. Default LEAKY_RELU.
     *
     * @return by default LEAKY_RELU
     */
    default Activation activation() {
        return Activation.LEAKY_RELU;
    }

    /**
     * What the second half of the layer's output means. Default LOG_SIGMA.
     *
     * @return by default LOG_SIGMA
     */
    default Scale scale() {
        return Scale.LOG_SIGMA;
    }

    /**
     * Where eps comes from. Default NORMAL.
     *
     * @return by default NORMAL
     */
    default Noise noise() {
        return Noise.NORMAL;
    }

    /**
     * How the divergence of a batch becomes one number. Default SUM_OVER_DIMENSIONS.
     *
     * @return by default SUM_OVER_DIMENSIONS
     */
    default KlReduction klReduction() {
        return KlReduction.SUM_OVER_DIMENSIONS;
    }

    /**
     * Weight lambda of the divergence in the generator's loss (paper equations 4 and 6). Default 1.
     *
     * @return at least 0; by default 1
     */
    default double klWeight() {
        return 1.0;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.width("conditioning.size", size());
        Require.notNegative("conditioning.klWeight", klWeight());
    }

    /**
     * As the paper's text: lambda 1 on the plain divergence.
     *
     * @return the settings
     */
    static Conditioning paper() {
        return ImmutableConditioning.builder().build();
    }

    /**
     * Of the recommended stages: 64 numbers and a mean divergence of weight 0.01, which leaves the condition
     * room to tell one text from another. (The plain divergence of weight 1 is 100 x 64 times that.)
     *
     * @return the settings
     */
    static Conditioning recommended() {
        return ImmutableConditioning.builder()
                .size(64)
                .klReduction(KlReduction.MEAN_OVER_DIMENSIONS)
                .klWeight(0.01)
                .build();
    }

    /**
     * As the authors' TensorFlow release: truncated noise, mean divergence with weight 2.
     *
     * @return the settings
     */
    static Conditioning tensorflow() {
        return ImmutableConditioning.builder()
                .noise(Noise.TRUNCATED_NORMAL)
                .klReduction(KlReduction.MEAN_OVER_DIMENSIONS)
                .klWeight(2)
                .build();
    }

    /**
     * As the authors' PyTorch release for COCO: ReLU and log variance, mean divergence with weight 2.
     *
     * @return the settings
     */
    static Conditioning pytorchCoco() {
        return ImmutableConditioning.builder()
                .activation(Activation.RELU)
                .scale(Scale.LOG_VARIANCE)
                .klReduction(KlReduction.MEAN_OVER_DIMENSIONS)
                .klWeight(2)
                .build();
    }
}
