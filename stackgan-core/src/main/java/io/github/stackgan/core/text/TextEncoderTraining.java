package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.internal.picture.Pixels;
import io.github.stackgan.core.nn.ImageEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.train.Adam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a char-CNN-RNN on any captioned pictures (Reed et al., CVPR 2016): a small image encoder learns along, and the
 * structured joint embedding loss pulls a picture and its sentences together.
 *
 * @since 0.1.0
 */
public final class TextEncoderTraining {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final CaptionedImages data;
    private final TextEncoderPlan plan;
    private final List<List<Integer>> picturesByClass;

    /** Hears of every iteration. */
    @FunctionalInterface
    public interface Progress {
        /**
         * An iteration is done.
         *
         * @param iteration 1 for the first
         * @param total how many there will be
         * @param loss the structured joint embedding loss
         * @param accuracy the part of the batch's pictures that score their own sentence highest, in [0, 1]
         */
        void report(int iteration, int total, float loss, double accuracy);
    }

    private TextEncoderTraining(CaptionedImages data, TextEncoderPlan plan) {
        this.data = data;
        this.plan = plan;
        Map<Integer, List<Integer>> classes = new LinkedHashMap<>();
        for (int i = 0; i < data.size(); i++) {
            classes.computeIfAbsent(data.classOf(i), c -> new ArrayList<>()).add(i);
        }
        picturesByClass = List.copyOf(classes.values());
        if (picturesByClass.size() < 2) {
            throw new TrainingException(
                    data.name() + " has only one class; a text encoder learns to tell classes apart");
        }
    }

    /**
     * Trains an encoder from the start.
     *
     * @param data pictures, sentences and classes
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings
     * @param plan how long and how fast
     * @param progress hears of every iteration
     * @return the trained encoder
     * @throws TrainingException if the data has only one class, or the loss becomes NaN
     */
    public static CharCnnRnn train(
            CaptionedImages data,
            CharCnnRnn.Variant variant,
            int embeddingSize,
            TextEncoderPlan plan,
            Progress progress) {
        return new TextEncoderTraining(data, plan)
                .run(CharCnnRnn.untrained(variant, embeddingSize, plan.seed()), progress);
    }

    private CharCnnRnn run(CharCnnRnn encoder, Progress progress) {
        NDManager manager = encoder.manager();
        Parameters text = encoder.network().parameters();
        try (Parameters pictures = Parameters.random(manager, plan.seed() + 1)) {
            ImageEncoder images = new ImageEncoder(pictures, encoder.embeddingSize());
            try (Adam textAdam = Adam.of(manager, text, BETA1, BETA2);
                    Adam pictureAdam = Adam.of(manager, pictures, BETA1, BETA2)) {
                for (int i = 0; i < plan.iterations(); i++) {
                    text.requireGradients();
                    pictures.requireGradients();
                    iterate(encoder, images, i, List.of(textAdam, pictureAdam), progress);
                }
            }
        }
        return encoder;
    }

    private void iterate(
            CharCnnRnn encoder, ImageEncoder images, int iteration, List<Adam> optimizers, Progress progress) {
        NDManager manager = encoder.manager();
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray scores = scores(scratch, encoder, images, iteration);
            NDArray loss = StructuredJointEmbeddingLoss.oneWay(scores)
                    .add(StructuredJointEmbeddingLoss.oneWay(scores.transpose()));
            collector.backward(loss);
            double rate = plan.learningRate() * 0.5 * (1 + Math.cos(Math.PI * iteration / plan.iterations()));
            optimizers.forEach(adam -> adam.step(rate));
            report(progress, iteration + 1, loss.getFloat(), scores);
        }
    }

    private NDArray scores(NDManager scratch, CharCnnRnn encoder, ImageEncoder images, int iteration) {
        int n = Math.min(plan.batchSize(), picturesByClass.size());
        int side = ImageEncoder.IMAGE_SIZE;
        float[] values = new float[n * 3 * side * side];
        List<String> sentences = new ArrayList<>();
        RandomStream random = RandomStream.of(plan.seed(), "text-encoder", iteration);
        int[] classes = random.permutation(picturesByClass.size());
        for (int i = 0; i < n; i++) {
            List<Integer> members = picturesByClass.get(classes[i]);
            int picture = members.get(random.nextInt(members.size()));
            List<String> captions = data.captions(picture);
            sentences.add(captions.get(random.nextInt(captions.size())));
            Pixels.Flip flip = random.nextInt(2) == 0 ? Pixels.Flip.NONE : Pixels.Flip.MIRRORED;
            Pixels.toValues(data.image(picture, side), 0, 0, side, flip, values, i * 3 * side * side);
        }
        NDArray picture = images.forward(scratch.create(values, new Shape(n, 3, side, side)), Mode.TRAINING);
        NDArray text = encoder.network().forward(CharCnnRnn.characters(scratch, sentences));
        return StructuredJointEmbeddingLoss.scores(picture, text);
    }

    private void report(Progress progress, int iteration, float loss, NDArray scores) {
        if (!Float.isFinite(loss)) {
            throw new TrainingException("The text encoder's loss is " + loss + " in iteration " + iteration
                    + ", so training stops. Try a smaller learningRate.");
        }
        long[] best = scores.argMax(1).toLongArray();
        int right = 0;
        for (int i = 0; i < best.length; i++) {
            right += best[i] == i ? 1 : 0;
        }
        progress.report(iteration, plan.iterations(), loss, (double) right / best.length);
    }
}
