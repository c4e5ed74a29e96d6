package io.github.stackgan.cli.settings;

import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.settings.Augmentation;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.List;

/**
 * The preset for images of one's own: {@link TrainingPlan#recommended()}, shorter, over a pretrained language model,
 * which knows words that some hundred captions do not teach. A discriminator that sees few images learns them by heart;
 * it sees them moved and cut (differentiable augmentation: Zhao et al., NeurIPS 2020).
 */
final class OwnImages {
    private static final int EMBEDDING = 128;
    private static final int FEW = 3000;

    private OwnImages() {}

    static TrainSettings settings(int images) {
        return settings(images, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Twice the processor cores allow wider networks in the same time.
     *
     * @param images how many images are trained on
     * @param cores how many processor cores there are
     */
    static TrainSettings settings(int images, int cores) {
        int width = cores < 8 ? 32 : 64;
        List<Augmentation> augmentations =
                images < FEW ? List.of(Augmentation.TRANSLATION, Augmentation.CUTOUT) : List.of();
        TrainingPlan recommended = TrainingPlan.recommended();
        return new TrainSettings(
                images,
                new TextEncoderSettings(TextEncoderKind.SENTENCES, EMBEDDING, 600, true),
                Stage1.recommended()
                        .withGeneratorChannels(width)
                        .withDiscriminatorChannels(width)
                        .withConditioning(conditioning()),
                List.of(Stage2.recommended()
                        .withGeneratorChannels(width / 2)
                        .withDiscriminatorChannels(width / 4)
                        .withConditioning(conditioning())),
                recommended
                        .withStages(
                                stage(3500, Math.min(16, images)).withAugmentations(augmentations),
                                stage(1500, Math.min(8, images)).withAugmentations(augmentations))
                        .withEmaDecay(0.998));
    }

    private static Conditioning conditioning() {
        return Conditioning.recommended().withKlWeight(0.02);
    }

    private static StagePlan stage(long iterations, int batchSize) {
        return StagePlan.recommended(iterations, Math.max(2, batchSize)).withLearningRate(2e-4);
    }
}
