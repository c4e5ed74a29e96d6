package io.github.stackgan;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Hears how training goes. Every method does nothing unless overridden; all are called on the thread that trains, so a
 * slow listener slows training, and an exception thrown by one stops training.
 *
 * @since 0.1.0
 */
public interface TrainingListener {
    /**
     * A stage is about to train or to go on.
     *
     * @param stage 1 for Stage-I
     * @param stages how many stages there are
     * @param iteration iterations already done, 0 unless resumed
     * @param totalIterations iterations that the stage takes in all
     * @param batchSize images in an iteration
     */
    record StageStart(int stage, int stages, long iteration, long totalIterations, int batchSize) {}

    /**
     * An iteration is done.
     *
     * @param stage 1 for Stage-I
     * @param iteration 1 for the stage's first
     * @param epoch 1 for the first
     * @param learningRate Adam's learning rate for the generator
     * @param losses the losses
     * @param time how long it took, waiting for data included
     * @param waiting how much of it was waiting for data
     */
    record Iteration(
            int stage,
            long iteration,
            int epoch,
            double learningRate,
            Losses losses,
            Duration time,
            Duration waiting) {}

    /**
     * What the generator makes of one fixed caption and fixed noise.
     *
     * @param caption the caption
     * @param real a real image of the caption, as large as the largest of the others
     * @param stages one image for each stage trained so far, lowest first
     */
    record Sample(String caption, BufferedImage real, List<BufferedImage> stages) {}

    /**
     * What comes before the first iteration is under way: captions are encoded.
     *
     * @param progress how far it is
     */
    default void onPreparation(Progress progress) {}

    /**
     * A stage starts.
     *
     * @param start which, and how much lies ahead
     */
    default void onStageStart(StageStart start) {}

    /**
     * An iteration is done.
     *
     * @param iteration its losses and time
     */
    default void onIteration(Iteration iteration) {}

    /**
     * Samples were generated.
     *
     * @param stage the stage that trains, 1 for Stage-I
     * @param iteration iterations done
     * @param samples one for each fixed caption
     */
    default void onSamples(int stage, long iteration, List<Sample> samples) {}

    /**
     * A checkpoint is safely on disk.
     *
     * @param checkpoint the file
     */
    default void onCheckpoint(Path checkpoint) {}

    /**
     * Something looks wrong, but training goes on.
     *
     * @param message what, and what to do
     */
    default void onWarning(String message) {}

    /** Training has ended, well or by an exception; files can be closed. */
    default void onEnd() {}
}
