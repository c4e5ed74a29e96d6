package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.loss.StructuredJointEmbeddingLoss;
import io.github.stackgan.core.nn.ImageEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import java.util.List;

/**
 * Trains a text encoder on any captioned pictures (Reed et al., CVPR 2016): a small image encoder learns along, and the
 * structured joint embedding loss pulls a picture and its sentences together.
 *
 * @since 0.1.0
 */
public final class TextEncoderTraining {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final JointEncoders encoders;
    private final TextEncoderPlan plan;
    private final PairSource source;

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

    /** A text encoder and the image encoder that it learns with; closing frees the latter. */
    record JointEncoders(TextNetwork text, ImageEncoder images, Parameters pictures) implements AutoCloseable {
        static JointEncoders of(TextNetwork text, long seed) {
            Parameters pictures = Parameters.random(text.manager(), seed + 1);
            return new JointEncoders(text, new ImageEncoder(pictures, text.embeddingSize()), pictures);
        }

        /** How well each picture fits each sentence, (N, N), pictures down, sentences across. */
        NDArray scores(PairSource.Pairs pairs, Mode mode) {
            return StructuredJointEmbeddingLoss.scores(
                    images.forward(pairs.pictures(), mode),
                    text.forward(pairs.pictures().getManager(), pairs.sentences()));
        }

        @Override
        public void close() {
            pictures.close();
        }
    }

    private TextEncoderTraining(JointEncoders encoders, PairSource source, TextEncoderPlan plan) {
        this.encoders = encoders;
        this.source = source;
        this.plan = plan;
    }

    /**
     * Trains an encoder with embeddings of the published length from the start.
     *
     * @param data pictures, sentences and classes
     * @param variant the shape of the network
     * @param plan how long and how fast
     * @param progress hears of every iteration
     * @return the trained encoder
     * @throws TrainingException if the data has only one class, or the loss becomes NaN
     */
    public static CharCnnRnn train(
            CaptionedImages data, CharCnnRnn.Variant variant, TextEncoderPlan plan, Progress progress) {
        return train(data, variant, CharCnnRnn.EMBEDDING_SIZE, plan, progress);
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
        CharCnnRnn encoder = CharCnnRnn.untrained(variant, embeddingSize, plan.seed());
        boolean done = false;
        try {
            train(new CharCnnRnnLearner(encoder), data, plan, progress);
            done = true;
            return encoder;
        } finally {
            if (!done) {
                encoder.close();
            }
        }
    }

    /**
     * Trains any network that reads sentences.
     *
     * @param network what learns; stays open
     * @param data pictures, sentences and classes
     * @param plan how long and how fast; its seed does not change the network's first weights
     * @param progress hears of every iteration
     * @throws TrainingException if the data has only one class, or the loss becomes NaN
     */
    public static void train(TextNetwork network, CaptionedImages data, TextEncoderPlan plan, Progress progress) {
        trainBoth(network, data, plan, progress).close();
    }

    /** As {@link #train}, with the image encoder. */
    static JointEncoders trainBoth(TextNetwork network, CaptionedImages data, TextEncoderPlan plan, Progress progress) {
        PairSource source = new PairSource(data, plan);
        JointEncoders encoders = JointEncoders.of(network, plan.seed());
        boolean done = false;
        try {
            new TextEncoderTraining(encoders, source, plan).run(progress);
            done = true;
            return encoders;
        } finally {
            if (!done) {
                encoders.close();
            }
        }
    }

    private void run(Progress progress) {
        NDManager manager = encoders.text().manager();
        Parameters text = encoders.text().parameters();
        Parameters pictures = encoders.pictures();
        try (Adam textAdam = Adam.of(manager, text, BETA1, BETA2);
                Adam pictureAdam = Adam.of(manager, pictures, BETA1, BETA2)) {
            for (int i = 0; i < plan.iterations(); i++) {
                text.requireGradients();
                pictures.requireGradients();
                iterate(i, List.of(textAdam, pictureAdam), progress);
            }
        }
    }

    private void iterate(int iteration, List<Adam> optimizers, Progress progress) {
        NDManager manager = encoders.text().manager();
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray scores = encoders.scores(source.batch(scratch, iteration), Mode.TRAINING);
            NDArray loss = StructuredJointEmbeddingLoss.oneWay(scores)
                    .add(StructuredJointEmbeddingLoss.oneWay(scores.transpose()));
            Gradients gradients = Gradients.of(
                    collector, loss, optimizers.stream().map(Adam::parameters).toArray(Parameters[]::new));
            optimizers.forEach(adam -> adam.step(gradients, plan.rate(iteration)));
            report(plan, progress, iteration + 1, loss.getFloat(), scores);
        }
    }

    static void report(TextEncoderPlan plan, Progress progress, int iteration, float loss, NDArray scores) {
        if (!Float.isFinite(loss)) {
            throw new TrainingException("The encoder's loss is " + loss + " in iteration " + iteration
                    + ", so training stops. Try a smaller learningRate than " + plan.learningRate() + ".");
        }
        progress.report(iteration, plan.iterations(), loss, accuracy(scores));
    }

    /** The part of the pictures that score their own sentence highest. */
    static double accuracy(NDArray scores) {
        long[] best = scores.argMax(1).toLongArray();
        int right = 0;
        for (int i = 0; i < best.length; i++) {
            right += best[i] == i ? 1 : 0;
        }
        return (double) right / best.length;
    }
}
