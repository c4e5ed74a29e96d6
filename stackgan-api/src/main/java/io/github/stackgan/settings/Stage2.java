package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * Settings of Stage-II (paper section 3.4), which reads the image of the stage before it and the text again, mends
 * faults and adds detail at 256x256. The same block serves as a third or later stage: its images are two or four times
 * as wide as those it reads.
 *
 * <p>The defaults are {@link #paper()}'s.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public non-sealed interface Stage2 extends Stage, WithStage2 {
    /** The most {@link #residualBlocks} there can be. */
    int MOST_RESIDUAL_BLOCKS = 1000;

    /** Whether the generator is given the text again; its discriminator always is. */
    enum TextInput {
        /** The embedding, through the stage's own Conditioning Augmentation, as the paper: text twice. */
        EMBEDDING,
        /** Nothing but the image of the stage before it: the paper's ablation, text once (table 2). */
        NONE
    }

    /** Which way the image of the stage before it takes around the layers that read it down to a quarter. */
    enum SkipConnection {
        /** None, as the paper: all that the stage keeps of an image goes through a quarter of its size. */
        NONE,
        /**
         * A 3x3 convolution, batch normalisation and ReLU make gf feature maps of it, which are added to the
         * generator's own where these have come to its size again (Ronneberger et al., MICCAI 2015).
         */
        FULL_SIZE
    }

    /** {@inheritDoc} By default 256; from 32 to 1024. */
    @Override
    default int imageSize() {
        return 256;
    }

    /**
     * How many residual blocks stand between reading and enlarging.
     *
     * @return from 0 to {@value #MOST_RESIDUAL_BLOCKS}; by default 4, as the paper for 256 pixels; it uses 2 for 128
     */
    default int residualBlocks() {
        return 4;
    }

    /**
     * Whether the generator is given the text again. Without it the stage samples no condition and its divergence is 0.
     *
     * @return by default EMBEDDING
     */
    default TextInput text() {
        return TextInput.EMBEDDING;
    }

    /**
     * Which way the image of the stage before it takes around the encoder.
     *
     * @return by default NONE
     */
    default SkipConnection skipConnection() {
        return SkipConnection.NONE;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.powerOfTwo("stage2.imageSize", imageSize(), 32, 1024);
        Require.multipleOf("stage2.generatorChannels", generatorChannels(), 4);
        Require.between("stage2.residualBlocks", residualBlocks(), 0, MOST_RESIDUAL_BLOCKS);
        SharedChecks.require("stage2", this);
        if (body() == Body.TRANSPOSED) {
            throw new IllegalArgumentException("stage2.body is TRANSPOSED, but must be PLAIN or BOTTLENECK:"
                    + " transposed convolutions are GAN-INT-CLS's, which has one stage");
        }
        if (text() == TextInput.NONE && discriminatorCondition() != DiscriminatorCondition.EMBEDDING) {
            throw new IllegalArgumentException("stage2.discriminatorCondition is " + discriminatorCondition()
                    + ", but must be EMBEDDING where stage2.text is NONE: a generator without text has no mu to show");
        }
    }

    /**
     * As the paper's text.
     *
     * @return the settings
     */
    static Stage2 paper() {
        return ImmutableStage2.builder().build();
    }

    /**
     * The Stage-II of {@link TrainingPlan#recommended()}: as {@link Stage1#recommended()}, with a skip connection, gf
     * 52, df 16 and one residual block, whose weights, with Stage-I's and the text encoder's, fit into 16 MB of ONNX
     * files.
     *
     * @return the settings
     */
    static Stage2 recommended() {
        return ImmutableStage2.builder()
                .generatorChannels(52)
                .discriminatorChannels(16)
                .residualBlocks(1)
                .skipConnection(SkipConnection.FULL_SIZE)
                .conditioning(Conditioning.recommended())
                .discriminatorNormalization(Normalization.NONE)
                .build();
    }

    /**
     * As the authors' TensorFlow release for CUB and Oxford-102.
     *
     * @return the settings
     */
    static Stage2 tensorflow() {
        return ImmutableStage2.builder()
                .conditioning(Conditioning.tensorflow())
                .body(Body.BOTTLENECK)
                .reductionKernel(1)
                .build();
    }

    /**
     * As the authors' PyTorch release for COCO: gf 192, df 96, two residual blocks, the discriminator told mu and asked
     * with and without the text.
     *
     * @return the settings
     */
    static Stage2 pytorchCoco() {
        return ImmutableStage2.builder()
                .generatorChannels(192)
                .discriminatorChannels(96)
                .residualBlocks(2)
                .conditioning(Conditioning.pytorchCoco())
                .discriminatorCondition(DiscriminatorCondition.CONDITIONING_MEAN)
                .jointKernel(3)
                .heads(Heads.CONDITIONAL_AND_UNCONDITIONAL)
                .build();
    }
}
