package io.github.stackgan.examples;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.report.ProgressBarListener;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.sentences.SentenceEncoder;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;

/**
 * Training on images of your own with a caption beside each, {@code a.png} and {@code a.txt}: {@code TrainOnFolder
 * IMAGES ITERATIONS RUN}.
 *
 * <p>The networks are small, for a processor; with a GPU, take {@code Stage1.paper()}. Started again, the stages go on
 * from the last checkpoint. The command {@code train --preset own} does more of the same, and chooses sizes.
 */
public final class TrainOnFolder {
    private static final int EMBEDDING = 128;

    private TrainOnFolder() {}

    /**
     * Trains a text encoder over a pretrained language model, then both stages, and saves the model as
     * {@code model.safetensors} in the run's folder.
     *
     * @param args the folder of images, iterations of each of the three, and the folder of the run
     */
    public static void main(String... args) {
        IndexedImages images = ImageFolder.read(Path.of(args[0]));
        int iterations = Integer.parseInt(args[1]);
        Path run = Path.of(args[2]);
        SentenceEncoder encoder = SentenceEncoder.train(
                images,
                EMBEDDING,
                TextEncoderPlan.standard()
                        .withIterations(iterations)
                        .withCheckpoint(run.resolve("text-encoder-checkpoint.safetensors")),
                ProgressListener.none());
        // Texts that differ in a word are wrong pairs too, Stage-II keeps to Stage-I's image, and few images become
        // more by random crops.
        StagePlan first =
                StagePlan.recommended(iterations, 8).withLearningRate(4e-4).withHardNegativeWeight(0.5);
        TrainingPlan plan = TrainingPlan.recommended()
                .withStages(first, first.withReconstructionWeight(100))
                .withCrop(TrainingPlan.Crop.RANDOM)
                .withCheckpoints(CheckpointPolicy.in(run.resolve("checkpoints")));
        try (StackGan gan = StackGan.builder()
                .textEncoder(encoder)
                .stage1(Stage1.recommended().withGeneratorChannels(32))
                .stage2(Stage2.recommended().withGeneratorChannels(16).withDiscriminatorChannels(8))
                .seed(1)
                .build()) {
            gan.train(images, plan, ProgressBarListener.toStderr());
            gan.save(run.resolve("model.safetensors"));
        }
    }
}
