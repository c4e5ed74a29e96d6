package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.loss.StructuredJointEmbeddingLoss;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a char-CNN-RNN against vectors of the images that do not change (Reed et al., CVPR 2016): only a projection of
 * theirs learns along, so that nearly all time goes into captions. A checkpoint lets it go on where it was stopped, to
 * the same bits. Images that are to be told apart need vectors that differ.
 *
 * @since 0.1.0
 */
public final class CaptionTraining implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final String STEPS = "steps";
    private static final String SETTINGS = "settings";

    private final CaptionedImages data;
    private final ImageVectors vectors;
    private final TextEncoderPlan plan;
    private final CharCnnRnn text;
    private final TextNetwork network;
    private final Parameters projection;
    private final Linear images;
    private final Adam textAdam;
    private final Adam imageAdam;
    private final List<List<Integer>> imagesByClass;
    private int done;

    private CaptionTraining(CaptionedImages data, ImageVectors vectors, TextEncoderPlan plan, CharCnnRnn text) {
        this.data = data;
        this.vectors = vectors;
        this.plan = plan;
        this.text = text;
        network = text.learner();
        projection = Parameters.random(network.manager(), plan.seed() + 1);
        images = Linear.withBias(projection, "images", vectors.width(), text.embeddingSize());
        textAdam = Adam.of(network.manager(), network.parameters(), BETA1, BETA2);
        imageAdam = Adam.of(network.manager(), projection, BETA1, BETA2);
        imagesByClass = PairSource.imagesByClass(data);
    }

    /**
     * A training at its start.
     *
     * @param data captions and classes; no image is looked at
     * @param vectors one for each image of the data
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings
     * @param plan how long and how fast; {@link TextEncoderPlan#candidatesPerPair} does not count
     * @return the training
     * @throws TrainingException if the data has only one class
     */
    public static CaptionTraining of(
            CaptionedImages data,
            ImageVectors vectors,
            CharCnnRnn.Variant variant,
            int embeddingSize,
            TextEncoderPlan plan) {
        CharCnnRnn text = CharCnnRnn.untrained(variant, embeddingSize, plan.seed());
        try {
            return new CaptionTraining(data, vectors, plan, text);
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /**
     * Goes on where a checkpoint was written.
     *
     * @param file what {@link #save} wrote; if it is not there, nothing changes
     * @throws ModelFormatException if it cannot be read, or is of another dataset, network or plan
     */
    public void resume(Path file) {
        if (Files.notExists(file)) {
            return;
        }
        SafetensorsFile found = WeightFiles.readOwn(file);
        String settings = found.metadata().getOrDefault(SETTINGS, "nothing");
        if (!settings.equals(settings())) {
            throw new ModelFormatException(file + " is a checkpoint of " + Quoted.bare(settings)
                    + ", but this training is of " + Quoted.bare(settings()) + "; choose another file");
        }
        int steps = steps(file, found.metadata());
        network.parameters().load(file.toString(), "text.", found.weights());
        projection.load(file.toString(), "projection.", found.weights());
        textAdam.load(file.toString(), "text-adam.", found.weights());
        imageAdam.load(file.toString(), "projection-adam.", found.weights());
        done = steps;
    }

    private int steps(Path file, Map<String, String> metadata) {
        String found = metadata.getOrDefault(STEPS, "none");
        try {
            int steps = Integer.parseInt(found);
            if (steps >= 0 && steps <= plan.iterations()) {
                return steps;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new ModelFormatException(file + ": its number of steps is " + Quoted.of(found)
                + ", but must be from 0 to " + plan.iterations() + "; delete the file to begin anew");
    }

    /**
     * Writes a checkpoint; it appears whole or not at all.
     *
     * @param file one that is there is replaced
     * @throws ModelFormatException if it cannot be written
     */
    public void save(Path file) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        network.parameters().save("text.", weights);
        projection.save("projection.", weights);
        textAdam.save("text-adam.", weights);
        imageAdam.save("projection-adam.", weights);
        WeightFiles.write(file, Map.of(SETTINGS, settings(), STEPS, Integer.toString(done)), weights);
    }

    private String settings() {
        return data.fingerprint() + " " + vectors.width() + " " + text.variant() + " " + text.embeddingSize() + " "
                + plan;
    }

    /**
     * Learns from some more batches.
     *
     * @param steps at most so many; the plan's iterations end it earlier
     * @param progress hears of each its "loss" and "accuracy"
     * @throws TrainingException if the loss becomes NaN
     */
    public void run(int steps, ProgressListener progress) {
        int end = (int) Math.min(plan.iterations(), (long) done + steps);
        TextEncoderTraining.loop("text encoder", plan, progress).run(done, end, this::iterate);
        network.parameters().stopGradients();
    }

    /**
     * How many batches it has seen.
     *
     * @return in [0, the plan's iterations]
     */
    public int done() {
        return done;
    }

    /**
     * The encoder as it is now.
     *
     * @return it goes on learning with this training, which closes it
     */
    public CharCnnRnn encoder() {
        return text;
    }

    private Losses iterate(long step) {
        Parameters weights = network.parameters();
        weights.requireGradients();
        projection.requireGradients();
        try (NDManager scratch = network.manager().newSubManager();
                GradientCollector collector = network.manager().getEngine().newGradientCollector()) {
            NDArray scores = scores(scratch, step);
            NDArray loss = StructuredJointEmbeddingLoss.oneWay(scores)
                    .add(StructuredJointEmbeddingLoss.oneWay(scores.transpose()));
            Gradients gradients = Gradients.of(collector, loss, weights, projection);
            textAdam.step(gradients, plan.rate(step));
            imageAdam.step(gradients, plan.rate(step));
            done++;
            return TextEncoderTraining.figures(loss, scores);
        }
    }

    /** Pairs of distinct classes, decided by (seed, step) alone. */
    private NDArray scores(NDManager scratch, long step) {
        RandomStream random = RandomStream.of(plan.seed(), "captions", step);
        int[] classes = random.permutation(imagesByClass.size());
        int size = Math.min(plan.batchSize(), classes.length);
        List<String> sentences = new ArrayList<>();
        float[] features = new float[size * vectors.width()];
        for (int i = 0; i < size; i++) {
            int image = one(imagesByClass.get(classes[i]), random);
            sentences.add(one(data.captions(image), random));
            System.arraycopy(vectors.of(image), 0, features, i * vectors.width(), vectors.width());
        }
        NDArray shown = scratch.create(features, new Shape(size, vectors.width()));
        return StructuredJointEmbeddingLoss.scores(images.forward(shown), network.forward(scratch, sentences));
    }

    private static <T> T one(List<T> choices, RandomStream random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Frees all, the encoder too. */
    @Override
    public void close() {
        text.close();
    }
}
