package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.gan.ImageEncoder;
import io.github.stackgan.core.loss.StructuredJointEmbeddingLoss;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.training.EncoderCheckpoint.Part;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a text encoder on any captioned images (Reed et al., CVPR 2016): a small image encoder learns along, and the
 * structured joint embedding loss pulls an image and its sentences together.
 *
 * @since 0.1.0
 */
public final class TextEncoderTraining {
    private static final String FROZEN = "frozen";
    private static final String DATA = "dataset";

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final JointEncoders encoders;
    private final TextEncoderPlan plan;
    private final PairSource source;

    /** A text encoder and the image encoder that it learns with; closing frees the latter. */
    record JointEncoders(TextNetwork text, ImageEncoder images, Parameters imageParameters) implements AutoCloseable {
        static JointEncoders of(TextNetwork text, long seed) {
            Parameters imageParameters = Parameters.random(text.manager(), seed + 1);
            return new JointEncoders(text, new ImageEncoder(imageParameters, text.embeddingSize()), imageParameters);
        }

        /** How well each image fits each sentence, (N, N), images down, sentences across. */
        NDArray scores(PairSource.Pairs pairs, Mode mode) {
            return StructuredJointEmbeddingLoss.scores(
                    images.forward(pairs.images(), mode),
                    text.forward(pairs.images().getManager(), pairs.sentences()));
        }

        @Override
        public void close() {
            imageParameters.close();
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
     * @param data images, sentences and classes
     * @param variant the shape of the network
     * @param plan how long and how fast
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of the batch's
     *     images that score their own caption highest, in [0, 1]
     * @return the trained encoder
     * @throws TrainingException if the data has only one class, the loss becomes NaN, or the thread was interrupted
     *     while the plan has a checkpoint, which is then written first
     */
    public static CharCnnRnn train(
            CaptionedImages data, CharCnnRnn.Variant variant, TextEncoderPlan plan, ProgressListener progress) {
        return train(data, variant, CharCnnRnn.EMBEDDING_SIZE, plan, progress);
    }

    /**
     * Trains an encoder from the start.
     *
     * @param data images, sentences and classes
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings
     * @param plan how long and how fast
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of the batch's
     *     images that score their own caption highest, in [0, 1]
     * @return the trained encoder
     * @throws TrainingException if the data has only one class, the loss becomes NaN, or the thread was interrupted
     *     while the plan has a checkpoint, which is then written first
     */
    public static CharCnnRnn train(
            CaptionedImages data,
            CharCnnRnn.Variant variant,
            int embeddingSize,
            TextEncoderPlan plan,
            ProgressListener progress) {
        CharCnnRnn encoder = CharCnnRnn.untrained(variant, embeddingSize, plan.seed());
        boolean done = false;
        try {
            train(encoder.learner(), data, plan, progress);
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
     * @param data images, sentences and classes
     * @param plan how long and how fast; its seed does not change the network's first weights
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of the batch's
     *     images that score their own caption highest, in [0, 1]
     * @throws TrainingException if the data has only one class, the loss becomes NaN, or the thread was interrupted
     *     while the plan has a checkpoint, which is then written first
     */
    public static void train(
            TextNetwork network, CaptionedImages data, TextEncoderPlan plan, ProgressListener progress) {
        trainBoth(network, data, plan, progress).close();
    }

    /**
     * Trains any network that reads sentences, and keeps it with the image encoder that learns along.
     *
     * @param network what learns; stays open
     * @param data images, sentences and classes
     * @param plan how long and how fast; its seed does not change the network's first weights
     * @param file where the weights of both go, as safetensors; one that is there is replaced
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of the batch's
     *     images that score their own caption highest, in [0, 1]
     * @throws TrainingException if the data has only one class, the loss becomes NaN, or the thread was interrupted
     *     while the plan has a checkpoint, which is then written first
     * @throws io.github.stackgan.ModelFormatException if the file cannot be written; what was there is unchanged then
     */
    public static void train(
            TextNetwork network, CaptionedImages data, TextEncoderPlan plan, Path file, ProgressListener progress) {
        try (JointEncoders encoders = trainBoth(network, data, plan, progress)) {
            Map<String, Weight> weights = new LinkedHashMap<>();
            encoders.imageParameters().save("", weights);
            network.parameters().save("", weights);
            WeightFiles.write(file, Map.of(FROZEN, network.frozen(), DATA, data.fingerprint()), weights);
        }
    }

    /**
     * What a network computed with beside what learned.
     *
     * @param file that {@link #train} wrote
     * @return its {@link TextNetwork#frozen}, or empty if the file does not tell
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read
     */
    public static Optional<String> frozenIn(Path file) {
        return Optional.ofNullable(WeightFiles.metadata(file).get(FROZEN));
    }

    /**
     * What such a file was trained on.
     *
     * @param file what {@link #train} wrote
     * @return {@link CaptionedImages#fingerprint()}; empty if it does not say
     */
    public static String dataIn(Path file) {
        return WeightFiles.metadata(file).getOrDefault(DATA, "");
    }

    /** As {@link #train}, with the image encoder. */
    static JointEncoders trainBoth(
            TextNetwork network, CaptionedImages data, TextEncoderPlan plan, ProgressListener progress) {
        PairSource source = new PairSource(data, plan);
        JointEncoders encoders = JointEncoders.of(network, plan.seed());
        boolean done = false;
        try {
            String settings = String.join(
                    " ",
                    data.fingerprint(),
                    network.frozen(),
                    network.parameters().fingerprint(),
                    Integer.toString(network.embeddingSize()),
                    plan.withCheckpoint(Optional.empty()).toString());
            new TextEncoderTraining(encoders, source, plan).run(settings, progress);
            done = true;
            return encoders;
        } finally {
            if (!done) {
                encoders.close();
            }
        }
    }

    private void run(String settings, ProgressListener progress) {
        NDManager manager = encoders.text().manager();
        Parameters text = encoders.text().parameters();
        Parameters imageParameters = encoders.imageParameters();
        try (Adam textAdam = Adam.of(manager, text, BETA1, BETA2);
                Adam imageAdam = Adam.of(manager, imageParameters, BETA1, BETA2)) {
            List<Part> parts =
                    List.of(new Part("text", text, textAdam), new Part("images", imageParameters, imageAdam));
            run(plan, settings, parts, progress, i -> iterate(i, List.of(textAdam, imageAdam)));
        }
    }

    /** The iterations of an encoder's plan, from its checkpoint on. */
    static void run(
            TextEncoderPlan plan,
            String settings,
            List<Part> parts,
            ProgressListener progress,
            TrainingLoop.Step step) {
        Optional<EncoderCheckpoint> checkpoint =
                plan.checkpoint().map(file -> new EncoderCheckpoint(file, settings, plan, parts));
        int done = checkpoint.map(EncoderCheckpoint::resume).orElse(0);
        loop("text encoder", plan, listener(progress, checkpoint)).run(done, plan.iterations(), step);
    }

    private static ProgressListener listener(ProgressListener progress, Optional<EncoderCheckpoint> checkpoint) {
        return done -> {
            progress.onProgress(done);
            checkpoint.ifPresent(c -> c.after(done.done()));
        };
    }

    private Losses iterate(long iteration, List<Adam> optimizers) {
        Parameters[] learners = optimizers.stream().map(Adam::parameters).toArray(Parameters[]::new);
        try (NDManager scratch = encoders.text().manager().newSubManager();
                Recording recording = Recording.of(learners)) {
            NDArray scores = encoders.scores(source.batch(scratch, iteration), Mode.TRAINING);
            NDArray loss = StructuredJointEmbeddingLoss.symmetric(scores);
            Gradients gradients = recording.gradients(loss, learners);
            optimizers.forEach(adam -> adam.step(gradients, plan.rate(iteration)));
            return figures(loss, scores);
        }
    }

    /** The iterations of an encoder's plan. */
    private static TrainingLoop loop(String what, TextEncoderPlan plan, ProgressListener progress) {
        return new TrainingLoop(
                what,
                plan.iterations(),
                (name, loss, iteration) -> "The encoder's loss is " + loss + " in iteration " + iteration
                        + ", so training stops. Try a smaller learningRate than " + plan.learningRate() + ".",
                progress);
    }

    /** The loss, and how many of the images score their own sentence highest. */
    static Losses figures(NDArray loss, NDArray scores) {
        return Losses.none().with("loss", loss.getFloat()).with("accuracy", (float) accuracy(scores));
    }

    /** The part of the images that score their own sentence highest. */
    static double accuracy(NDArray scores) {
        long[] best = scores.argMax(1).toLongArray();
        int right = 0;
        for (int i = 0; i < best.length; i++) {
            right += best[i] == i ? 1 : 0;
        }
        return (double) right / best.length;
    }
}
