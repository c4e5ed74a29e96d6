package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.HalfCosine;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;

/**
 * Teaches Inception-v3 the classes of a dataset, as the paper did for birds and flowers before it computed Inception
 * scores (section 4.2). Everything below the last layer starts from the published weights, the last layer anew; batch
 * normalisation keeps its running statistics, because batches are small. Images are mirrored at random.
 *
 * @since 0.1.0
 */
public final class InceptionFineTuning {
    private static final int SIDE = InceptionV3.IMAGE_SIZE;

    private InceptionFineTuning() {}

    /**
     * Fine-tunes and writes the network to a file.
     *
     * @param weights the published weights
     * @param variant which network they are of
     * @param data images and classes; the file has {@link CaptionedImages#classCount()} logits
     * @param plan how long and how fast
     * @param file where the network goes, as safetensors; one that is there is replaced
     * @param progress hears of every batch its "loss", the mean cross entropy, and its "accuracy", the part whose class
     *     was the likeliest, in [0, 1]
     * @throws io.github.stackgan.ModelFormatException if the weights cannot be read or are another network's
     * @throws TrainingException if the data has only one class, or the loss becomes NaN
     */
    public static void train(
            Path weights,
            InceptionV3.Variant variant,
            CaptionedImages data,
            InceptionPlan plan,
            Path file,
            ProgressListener progress) {
        if (data.classCount() < 2) {
            throw new TrainingException(
                    data.name() + " has only one class; Inception-v3 learns to tell classes apart and needs two");
        }
        try (InceptionV3 network = InceptionV3.load(weights, variant, java.util.Optional.empty())
                        .withClasses(data.classCount(), plan.seed());
                Adam adam = Adam.of(network.manager(), network.parameters(), 0.9, 0.999)) {
            loop(plan, progress).run(i -> step(network, adam, data, plan, i));
            network.save(file, Map.of("dataset", data.name(), "datasetFingerprint", data.fingerprint()));
        }
    }

    private static TrainingLoop loop(InceptionPlan plan, ProgressListener progress) {
        return new TrainingLoop(
                "Inception-v3",
                plan.iterations(),
                (name, loss, iteration) -> "Inception-v3's loss is " + loss + " at iteration " + iteration + " of "
                        + plan.iterations() + "; lower the learning rate, which is " + plan.learningRate(),
                progress);
    }

    private static Losses step(InceptionV3 network, Adam adam, CaptionedImages data, InceptionPlan plan, long i) {
        try (NDManager scratch = network.manager().newSubManager();
                Recording recording = Recording.of(network.parameters())) {
            RandomStream random = RandomStream.of(plan.seed(), "inception", i);
            int[] classes = new int[plan.batchSize()];
            NDArray pixels = scratch.create(
                    pixels(network.variant(), data, random, classes), new Shape(classes.length, 3, SIDE, SIDE));
            NDArray logits = network.forward(pixels).logits();
            NDArray loss = ScalarMultiply.by(
                    logits.logSoftmax(1)
                            .mul(marks(scratch, classes, data.classCount()))
                            .sum(),
                    -1f / classes.length);
            adam.step(
                    recording.gradients(loss, network.parameters()),
                    new HalfCosine(plan.learningRate(), plan.iterations()).rate(i));
            return Losses.none().with("loss", loss.getFloat()).with("accuracy", (float) accuracy(logits, classes));
        }
    }

    private static float[] pixels(
            InceptionV3.Variant variant, CaptionedImages data, RandomStream random, int[] classes) {
        float centre = variant == InceptionV3.Variant.FID ? 128 : 127.5f;
        float[] values = new float[classes.length * 3 * SIDE * SIDE];
        for (int i = 0; i < classes.length; i++) {
            int index = random.nextInt(data.size());
            classes[i] = data.classOf(index);
            boolean mirrored = random.nextInt(2) == 0;
            BufferedImage image = Resize.bicubic(data.image(index, SIDE), SIDE, SIDE);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int rgb = image.getRGB(mirrored ? SIDE - 1 - x : x, y);
                    for (int c = 0; c < 3; c++) {
                        values[((i * 3 + c) * SIDE + y) * SIDE + x] = ((rgb >> 16 - 8 * c & 255) - centre) / centre;
                    }
                }
            }
        }
        return values;
    }

    private static NDArray marks(NDManager manager, int[] classes, int count) {
        float[] marks = new float[classes.length * count];
        for (int i = 0; i < classes.length; i++) {
            marks[i * count + classes[i]] = 1;
        }
        return manager.create(marks, new Shape(classes.length, count));
    }

    private static double accuracy(NDArray logits, int[] classes) {
        int count = (int) logits.getShape().get(1);
        float[] values = logits.toFloatArray();
        int right = 0;
        for (int i = 0; i < classes.length; i++) {
            int best = 0;
            for (int c = 1; c < count; c++) {
                best = values[i * count + c] > values[i * count + best] ? c : best;
            }
            right += best == classes[i] ? 1 : 0;
        }
        return (double) right / classes.length;
    }
}
