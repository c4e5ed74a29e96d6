package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import java.util.Optional;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * Settings of Stage-I (paper section 3.3), which generates rough shape and colour at 64x64 from a sentence and noise.
 *
 * <p>The defaults are {@link #paper()}'s.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public non-sealed interface Stage1 extends Stage, WithStage1 {
    /** {@inheritDoc} By default 64; from 16 to 256, the larger ones for the paper's one-stage ablation. */
    @Override
    default int imageSize() {
        return 64;
    }

    /**
     * Nz, the length of the noise.
     *
     * @return from 1 to 65,536; by default 100
     */
    default int noiseSize() {
        return 100;
    }

    /**
     * That the stage is told where to draw. Its networks are then GAWWN's, of 128 pixels, and of the settings above
     * only widths, noise, the length of the discriminator's text code and its normalisation apply.
     *
     * @return the kind of location, or empty for the paper's stage, which generates wherever it likes; by default empty
     */
    Optional<LocationSettings> location();

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.powerOfTwo("stage1.imageSize", imageSize(), 16, 256);
        Require.multipleOf("stage1.generatorChannels", generatorChannels(), Math.max(2, imageSize() / 32));
        SharedChecks.require("stage1", this);
        Require.width("stage1.noiseSize", noiseSize());
        if (location().isPresent()) {
            GawwnChecks.require(this);
        }
    }

    /**
     * As the paper's text.
     *
     * @return the settings
     */
    static Stage1 paper() {
        return ImmutableStage1.builder().build();
    }

    /**
     * The Stage-I of {@link TrainingPlan#recommended()}: a discriminator without batch normalisation, whose answer to
     * one image then does not hang on the others of the batch, as its gradient penalty requires; a divergence of weight
     * 0.003, so that noise does not hide what a word says of a small part; gf 48 and df 32, which processors train in
     * hours. A GPU can take the paper's 128 and 64.
     *
     * @return the settings
     */
    static Stage1 recommended() {
        return ImmutableStage1.builder()
                .generatorChannels(48)
                .discriminatorChannels(32)
                .conditioning(Conditioning.recommended().withKlWeight(0.003))
                .discriminatorNormalization(Normalization.NONE)
                .build();
    }

    /**
     * As the authors' TensorFlow release for CUB and Oxford-102.
     *
     * @return the settings
     */
    static Stage1 tensorflow() {
        return ImmutableStage1.builder()
                .conditioning(Conditioning.tensorflow())
                .body(Body.BOTTLENECK)
                .reductionKernel(1)
                .build();
    }

    /**
     * The generator and discriminator of GAN-INT-CLS (Reed et al., ICML 2016), with which the paper compares: no
     * Conditioning Augmentation, transposed convolutions. Train it with {@link TrainingPlan#ganIntCls()}.
     *
     * @return the settings
     */
    static Stage1 ganIntCls() {
        return ImmutableStage1.builder()
                .conditioning(
                        Conditioning.paper().withNoise(Conditioning.Noise.NONE).withKlWeight(0))
                .body(Body.TRANSPOSED)
                .build();
    }

    /**
     * As the authors' PyTorch release for COCO: gf 192, df 96, the discriminator told mu.
     *
     * @return the settings
     */
    static Stage1 pytorchCoco() {
        return ImmutableStage1.builder()
                .generatorChannels(192)
                .discriminatorChannels(96)
                .conditioning(Conditioning.pytorchCoco())
                .discriminatorCondition(DiscriminatorCondition.CONDITIONING_MEAN)
                .jointKernel(3)
                .build();
    }

    /**
     * GAWWN, told a box (Reed et al., NIPS 2016): 128 pixels, gf and df 128. Train it with {@link
     * TrainingPlan#gawwn()}.
     *
     * @return the settings
     */
    static Stage1 gawwnBox() {
        return gawwn(LocationSettings.box());
    }

    /**
     * GAWWN, told where 15 parts of a bird are: as {@link #gawwnBox()}.
     *
     * @return the settings
     */
    static Stage1 gawwnKeyPoints() {
        return gawwn(LocationSettings.birdParts());
    }

    private static Stage1 gawwn(LocationSettings location) {
        return ImmutableStage1.builder()
                .imageSize(GawwnChecks.IMAGE_SIZE)
                .discriminatorChannels(128)
                .conditioning(
                        Conditioning.paper().withNoise(Conditioning.Noise.NONE).withKlWeight(0))
                .location(location)
                .build();
    }
}
