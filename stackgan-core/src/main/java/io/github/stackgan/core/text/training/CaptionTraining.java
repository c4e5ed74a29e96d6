package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.stackgan.Losses;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trains a char-CNN-RNN on captions of which it is known what they state: from the embedding, one linear layer reads
 * each attribute that the caption states (cross entropy, the sum over the attributes, the mean over the batch). So
 * colours, parts and sizes lie in straight directions of the embedding, where a generator finds them. No image is
 * needed, hence nearly all time goes into captions. A checkpoint lets it go on where it was stopped, to the same bits.
 *
 * @since 0.1.0
 */
public final class CaptionTraining implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final String STEPS = "steps";
    private static final String SETTINGS = "settings";

    private final StatedCaptions data;
    private final TextEncoderPlan plan;
    private final CharCnnRnn text;
    private final TextNetwork learner;
    private final Precision precision;
    private final Parameters ofReadout;
    private final Readout readout;
    private final Adam textAdam;
    private final Adam readoutAdam;
    private int done;

    private CaptionTraining(StatedCaptions data, TextEncoderPlan plan, CharCnnRnn text, Precision precision) {
        this.data = data;
        this.plan = plan;
        this.text = text;
        this.precision = precision;
        learner = text.learner(precision);
        ofReadout = Parameters.random(learner.manager(), plan.seed() + 1);
        readout = new Readout(ofReadout, text.embeddingSize(), data.attributes());
        textAdam = Adam.of(learner.manager(), learner.parameters(), BETA1, BETA2);
        readoutAdam = Adam.of(learner.manager(), ofReadout, BETA1, BETA2);
    }

    /**
     * A training at its start.
     *
     * @param data captions and what they state
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings
     * @param plan how long and how fast; {@link TextEncoderPlan#candidatesPerPair} does not count
     * @param precision what convolutions compute in; weights stay in 32 bits
     * @return the training
     */
    public static CaptionTraining of(
            StatedCaptions data,
            CharCnnRnn.Variant variant,
            int embeddingSize,
            TextEncoderPlan plan,
            Precision precision) {
        CharCnnRnn text = CharCnnRnn.untrained(variant, embeddingSize, plan.seed());
        try {
            return new CaptionTraining(data, plan, text, precision);
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
        learner.parameters().load(file.toString(), "text.", found.weights());
        ofReadout.load(file.toString(), "readout.", found.weights());
        textAdam.load(file.toString(), "text-adam.", found.weights());
        readoutAdam.load(file.toString(), "readout-adam.", found.weights());
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
        learner.parameters().save("text.", weights);
        ofReadout.save("readout.", weights);
        textAdam.save("text-adam.", weights);
        readoutAdam.save("readout-adam.", weights);
        WeightFiles.write(file, Map.of(SETTINGS, settings(), STEPS, Integer.toString(done)), weights);
    }

    private String settings() {
        return data.fingerprint() + " " + data.attributes() + " " + text.variant() + " " + text.embeddingSize() + " "
                + precision + " " + plan;
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
        learner.parameters().stopGradients();
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
        RandomStream random = RandomStream.of(plan.seed(), "captions", step);
        List<StatedText> captions = Stream.generate(() -> one(data.captions(random.nextInt(data.size())), random))
                .limit(plan.batchSize())
                .toList();
        learner.parameters().requireGradients();
        ofReadout.requireGradients();
        try (NDManager scratch = learner.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray embeddings = learner.forward(
                    scratch, captions.stream().map(StatedText::text).toList());
            NDArray values = readout.values(embeddings);
            NDArray loss = readout.loss(values, captions);
            Gradients gradients = Gradients.of(collector, loss, learner.parameters(), ofReadout);
            textAdam.step(gradients, plan.rate(step));
            readoutAdam.step(gradients, plan.rate(step));
            done++;
            return Losses.none().with("loss", loss.getFloat()).with("accuracy", readout.accuracy(values, captions));
        }
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
