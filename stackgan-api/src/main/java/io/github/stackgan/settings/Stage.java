package io.github.stackgan.settings;

/**
 * The settings that a generator and discriminator pair of any stage has. Stages are stacked: each but the first refines
 * the image of the one before it.
 *
 * @since 0.1.0
 */
public sealed interface Stage permits Stage1, Stage2 {
    /** Whether the networks hold bottleneck residual blocks, and how Stage-I's generator enlarges. */
    enum Body {
        /** Up and down blocks alone, as the paper's text and the PyTorch release. */
        PLAIN,
        /** Bottleneck residual blocks at the small feature maps, as the TensorFlow release. */
        BOTTLENECK,
        /**
         * As BOTTLENECK, but that Stage-I's generator enlarges by transposed convolutions with 4x4 kernels instead of
         * nearest-neighbour upsampling and 3x3 ones: GAN-INT-CLS (Reed et al., ICML 2016). For Stage-I alone.
         */
        TRANSPOSED
    }

    /** What the discriminator is told of the text. */
    enum DiscriminatorCondition {
        /** The generator's mu, detached, as the PyTorch release. */
        CONDITIONING_MEAN,
        /**
         * The embedding, through the discriminator's own fully connected layer, as the paper and the TensorFlow
         * release.
         */
        EMBEDDING
    }

    /** The questions that the discriminator answers. */
    enum Heads {
        /** Is this a real image that fits the text? */
        CONDITIONAL,
        /** The same, and besides: is this a real image, whatever the text? */
        CONDITIONAL_AND_UNCONDITIONAL
    }

    /** What follows the discriminator's convolutions, before the activation. */
    enum Normalization {
        /** Batch normalisation, as the paper and both releases. */
        BATCH,
        /**
         * A bias alone, for gradient penalties, as in DF-GAN (Tao et al., CVPR 2022). First weights are then scaled to
         * the number of inputs (He et al., ICCV 2015, equation 10), so that signals neither fade nor grow on their way.
         */
        NONE
    }

    /**
     * The width and height of the stage's images.
     *
     * @return pixels, a power of two
     */
    int imageSize();

    /**
     * gf, the width of the generator.
     *
     * @return channels, from 2 to 65,536: in Stage-I a multiple of 2 that leaves a whole channel after every halving,
     *     above it a multiple of 4; by default 128
     */
    default int generatorChannels() {
        return 128;
    }

    /**
     * df, the width of the discriminator.
     *
     * @return channels, from 1 to 65,536; by default 64
     */
    default int discriminatorChannels() {
        return 64;
    }

    /**
     * How text becomes the stage's condition.
     *
     * @return the settings of Conditioning Augmentation, unused in a stage without text; by default
     *     {@link Conditioning#paper()}
     */
    default Conditioning conditioning() {
        return Conditioning.paper();
    }

    /**
     * Whether there are bottleneck residual blocks, and how Stage-I's generator enlarges.
     *
     * @return the kind, above Stage-I never TRANSPOSED; by default PLAIN
     */
    default Body body() {
        return Body.PLAIN;
    }

    /**
     * What the discriminator is told of the text.
     *
     * @return the kind; by default EMBEDDING
     */
    default DiscriminatorCondition discriminatorCondition() {
        return DiscriminatorCondition.EMBEDDING;
    }

    /**
     * Nd, the length of the discriminator's own text code, where {@link #discriminatorCondition()} is {@link
     * DiscriminatorCondition#EMBEDDING}.
     *
     * @return from 1 to 65,536; by default 128
     */
    default int discriminatorTextSize() {
        return 128;
    }

    /**
     * The kernel size of the convolution that joins image and text in the discriminator: 1 in the paper and the
     * TensorFlow release, 3 in the PyTorch release.
     *
     * @return 1 or 3; by default 1
     */
    default int jointKernel() {
        return 1;
    }

    /**
     * The kernel size of the convolutions that narrow a discriminator's features to 8 df, where it has any (images of
     * more than 64 pixels): 3 in the paper and the PyTorch release, 1 in the TensorFlow release.
     *
     * @return 1 or 3; by default 3
     */
    default int reductionKernel() {
        return 3;
    }

    /**
     * The questions that the discriminator answers.
     *
     * @return the kind; by default CONDITIONAL
     */
    default Heads heads() {
        return Heads.CONDITIONAL;
    }

    /**
     * What follows the discriminator's convolutions.
     *
     * @return the kind; by default BATCH
     */
    default Normalization discriminatorNormalization() {
        return Normalization.BATCH;
    }
}
