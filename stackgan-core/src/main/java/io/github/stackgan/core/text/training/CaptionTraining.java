package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.training.EncoderCheckpoint.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains a char-CNN-RNN on captions of which it is known what they state: from the embedding, one linear layer reads
 * each attribute that the caption states (cross entropy, the sum over the attributes, the mean over the batch). So
 * colours, parts and sizes lie in straight directions of the embedding, where a generator finds them. No image is
 * needed, hence nearly all time goes into captions.
 *
 * @since 0.1.0
 */
public final class CaptionTraining {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final StatedCaptions data;
    private final TextEncoderPlan plan;
    private final TextNetwork learner;
    private final Parameters ofReadout;
    private final Readout readout;
    private final Adam textAdam;
    private final Adam readoutAdam;

    private CaptionTraining(StatedCaptions data, TextEncoderPlan plan, TextNetwork learner) {
        this.data = data;
        this.plan = plan;
        this.learner = learner;
        ofReadout = Parameters.random(learner.manager(), plan.seed() + 1);
        readout = new Readout(ofReadout, learner.embeddingSize(), data.attributes());
        textAdam = Adam.of(learner.manager(), learner.parameters(), BETA1, BETA2);
        readoutAdam = Adam.of(learner.manager(), ofReadout, BETA1, BETA2);
    }

    /**
     * Trains an encoder, or goes on with one from the plan's checkpoint.
     *
     * @param data captions and what they state
     * @param variant the shape of the network
     * @param embeddingSize the length of its embeddings
     * @param plan how long and how fast; {@link TextEncoderPlan#candidatesPerPair} does not count
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of what is stated that is read
     * @return the trained encoder, to be closed
     * @throws io.github.stackgan.TrainingException if the loss becomes NaN, or the thread was interrupted while the
     *     plan has a checkpoint, which is then written first
     * @throws io.github.stackgan.ModelFormatException if the checkpoint cannot be used, or is of another training
     */
    public static CharCnnRnn train(
            StatedCaptions data,
            CharCnnRnn.Variant variant,
            int embeddingSize,
            TextEncoderPlan plan,
            ProgressListener progress) {
        String settings = data.fingerprint() + " " + data.attributes() + " " + variant + " " + embeddingSize + " "
                + plan.withCheckpoint(Optional.empty());
        // What learns holds the optimizers too, which the encoder that is given back does not need.
        try (CharCnnRnn text = CharCnnRnn.untrained(variant, embeddingSize, plan.seed())) {
            new CaptionTraining(data, plan, text.learner()).run(settings, progress);
            return text.copy();
        }
    }

    private void run(String settings, ProgressListener progress) {
        List<Part> parts =
                List.of(new Part("text", learner.parameters(), textAdam), new Part("readout", ofReadout, readoutAdam));
        TextEncoderTraining.run(plan, settings, parts, progress, this::iterate);
    }

    private Losses iterate(long step) {
        List<StatedText> captions = drawn(data, plan.batchSize(), RandomStream.of(plan.seed(), "captions", step));
        try (NDManager scratch = learner.manager().newSubManager();
                Recording recording = Recording.of(learner.parameters(), ofReadout)) {
            NDArray embeddings = learner.forward(
                    scratch, captions.stream().map(StatedText::text).toList());
            NDArray values = readout.values(embeddings);
            NDArray loss = readout.loss(values, captions);
            Gradients gradients = recording.gradients(loss, learner.parameters(), ofReadout);
            textAdam.step(gradients, plan.rate(step));
            readoutAdam.step(gradients, plan.rate(step));
            return Losses.none().with("loss", loss.getFloat()).with("accuracy", readout.accuracy(values, captions));
        }
    }

    /** So many captions, each any one of any image. */
    static List<StatedText> drawn(StatedCaptions data, int count, RandomStream random) {
        return Stream.generate(() -> {
                    List<StatedText> captions = data.captions(random.nextInt(data.size()));
                    return captions.get(random.nextInt(captions.size()));
                })
                .limit(count)
                .toList();
    }
}
