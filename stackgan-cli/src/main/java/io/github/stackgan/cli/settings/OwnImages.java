package io.github.stackgan.cli.settings;

import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.settings.Augmentation;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;
import java.util.stream.Stream;

/**
 * The preset for images of one's own, {@link TrainingPlan#recommended()} made short. What is other than there:
 *
 * <ul>
 *   <li>a pretrained language model reads the captions, because some hundred do not teach words;
 *   <li>hard negatives in both stages: a discriminator that sees few images tells wrong pairs by their grounds alone,
 *       and what is before them need not follow the text;
 *   <li>real and generated images are moved about before the discriminator sees them (differentiable augmentation: Zhao
 *       et al., NeurIPS 2020), where they are so few that it would learn them by heart;
 *   <li>images are cropped at random, which makes more of them;
 *   <li>a larger learning rate of the generator, for the sake of time, and a divergence of weight 0.02.
 * </ul>
 */
final class OwnImages {
    private static final int EMBEDDING = 128;
    private static final int FEW = 3000;
    private static final int MANY_CORES = 8;
    private static final double KL_WEIGHT = 0.02;

    private OwnImages() {}

    static TrainSettings settings(int images) {
        return settings(images, Runtime.getRuntime().availableProcessors());
    }

    /** What {@link #settings(int)} is on one machine or another. */
    static Stream<TrainSettings> onAnyMachine(int images) {
        return Stream.of(settings(images, 1), settings(images, MANY_CORES));
    }

    /**
     * The settings for about an hour.
     *
     * @param images how many images are trained on
     * @param cores how many processor cores there are; many allow twice the width and twice the size in the same time
     */
    static TrainSettings settings(int images, int cores) {
        int scale = cores < MANY_CORES ? 1 : 2;
        Conditioning conditioning = Conditioning.recommended().withKlWeight(KL_WEIGHT);
        List<Augmentation> augmentations = images < FEW ? List.of(Augmentation.TRANSLATION) : List.of();
        StagePlan first = stage(8000, 16, images).withAugmentations(augmentations);
        StagePlan second =
                stage(600, 8, images).withAugmentations(augmentations).withReconstructionWeight(100);
        return new TrainSettings(
                images,
                new TextEncoderSettings(TextEncoderKind.SENTENCES, EMBEDDING, 600, true),
                Stage1.recommended()
                        .withGeneratorChannels(32 * scale)
                        .withDiscriminatorChannels(32 * scale)
                        .withConditioning(conditioning),
                List.of(Stage2.recommended()
                        .withImageSize(128 * scale)
                        .withGeneratorChannels(32)
                        .withDiscriminatorChannels(16)
                        .withConditioning(conditioning)),
                TrainingPlan.recommended()
                        .withStages(first, second)
                        .withCrop(TrainingPlan.Crop.RANDOM)
                        .withEmaDecay(0.998));
    }

    private static StagePlan stage(long iterations, int batchSize, int images) {
        return StagePlan.recommended(iterations, Math.max(2, Math.min(batchSize, images)))
                .withLearningRate(4e-4)
                .withHardNegativeWeight(0.5);
    }
}
