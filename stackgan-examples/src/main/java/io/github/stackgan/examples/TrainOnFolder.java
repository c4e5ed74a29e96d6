package io.github.stackgan.examples;

import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.report.ProgressBarListener;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * Training on images of your own with a caption beside each, {@code a.png} and {@code a.txt}: {@code TrainOnFolder
 * IMAGES ITERATIONS RUN}.
 *
 * <p>The networks are small, for a first look on a processor; {@code Stage1.paper()} alone is the paper's. Started
 * again, the stages go on from the last checkpoint.
 */
public final class TrainOnFolder {
    private static final int EMBEDDING = 128;

    private TrainOnFolder() {}

    /**
     * Trains a text encoder, then both stages, and saves the model as {@code model.safetensors} in the run's folder.
     *
     * @param args the folder of images, iterations of each of the three, and the folder of the run
     */
    public static void main(String... args) {
        IndexedImages images = ImageFolder.read(Path.of(args[0]));
        int iterations = Integer.parseInt(args[1]);
        Path run = Path.of(args[2]);
        CharCnnRnn encoder = TextEncoderTraining.train(
                images,
                CharCnnRnn.Variant.BIRDS_CVPR,
                EMBEDDING,
                TextEncoderPlan.standard().withIterations(iterations),
                ProgressListener.none());
        Conditioning conditioning = Conditioning.paper().withSize(32);
        TrainingPlan plan = TrainingPlan.paper()
                .withStages(List.of(StagePlan.paper().withBatchSize(8).withMaxIterations(iterations)))
                .withCheckpoints(CheckpointPolicy.in(run.resolve("checkpoints")));
        try (StackGan gan = StackGan.builder()
                .textEncoder(encoder)
                .stage1(Stage1.paper()
                        .withGeneratorChannels(16)
                        .withDiscriminatorChannels(16)
                        .withConditioning(conditioning))
                .stage2(Stage2.paper()
                        .withGeneratorChannels(8)
                        .withDiscriminatorChannels(8)
                        .withResidualBlocks(1)
                        .withConditioning(conditioning))
                .seed(1)
                .build()) {
            gan.train(images, plan, ProgressBarListener.toStderr());
            gan.save(run.resolve("model.safetensors"));
        }
    }
}
