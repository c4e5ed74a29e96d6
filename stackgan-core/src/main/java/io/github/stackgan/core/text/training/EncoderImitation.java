package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.EmbeddingAlignment;
import io.github.stackgan.core.text.TextNetwork;
import io.github.stackgan.core.text.training.EncoderCheckpoint.Part;
import java.util.List;
import java.util.Optional;

/**
 * Puts an encoder in another's place: of each caption it learns to give the embedding that the other gives to the same
 * in plain words. So generators that were trained with the other understand what people write in more ways, and their
 * training is not done again. The loss is the squared distance of the embeddings, the mean over the batch.
 *
 * <p>Not in the paper.
 *
 * @since 0.1.0
 */
public final class EncoderImitation {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    /** Captions that the last layer is fitted to before all layers learn, for each number of an embedding. */
    private static final int FITTED = 32;

    private final StatedCaptions data;
    private final TextEncoder target;
    private final TextEncoderPlan plan;
    private final TextNetwork learner;
    private final Adam adam;

    private EncoderImitation(StatedCaptions data, TextEncoder target, TextEncoderPlan plan, TextNetwork learner) {
        this.data = data;
        this.target = target;
        this.plan = plan;
        this.learner = learner;
        adam = Adam.of(learner.manager(), learner.parameters(), BETA1, BETA2);
    }

    /**
     * Teaches an encoder, or goes on from the plan's checkpoint.
     *
     * @param encoder what reads the captions already; it does not change
     * @param target whose embeddings are to be given, of the same length
     * @param data captions, and the same in {@linkplain StatedText#plain plain words}
     * @param plan how long and how fast; {@link TextEncoderPlan#candidatesPerPair} does not count
     * @param progress hears of every iteration its "loss", for one number of an embedding
     * @return another encoder of the first one's shape, to be closed
     * @throws IllegalArgumentException if the embeddings differ in length
     * @throws io.github.stackgan.TrainingException if the loss becomes NaN, or the thread was interrupted while the
     *     plan has a checkpoint, which is then written first
     * @throws io.github.stackgan.ModelFormatException if the checkpoint cannot be used, or is of another training
     */
    public static CharCnnRnn train(
            CharCnnRnn encoder,
            TextEncoder target,
            StatedCaptions data,
            TextEncoderPlan plan,
            ProgressListener progress) {
        if (encoder.embeddingSize() != target.embeddingSize()) {
            throw new IllegalArgumentException("target has embeddings of " + target.embeddingSize()
                    + " numbers, but the encoder's have " + encoder.embeddingSize() + "; train one with embeddings of "
                    + target.embeddingSize());
        }
        String settings = data.fingerprint() + " " + encoder.fingerprint() + " " + target.fingerprint() + " "
                + plan.withCheckpoint(Optional.empty());
        // What learns holds the optimizer too, which the encoder that is given back does not need.
        try (CharCnnRnn student = fitted(encoder, target, data, plan)) {
            new EncoderImitation(data, target, plan, student.learner()).run(settings, progress);
            return student.copy();
        }
    }

    /** The last layer alone, by least squares. */
    private static CharCnnRnn fitted(
            CharCnnRnn encoder, TextEncoder target, StatedCaptions data, TextEncoderPlan plan) {
        List<StatedText> captions = CaptionTraining.drawn(
                data, FITTED * target.embeddingSize(), RandomStream.of(plan.seed(), "imitation-fit", 0));
        return EmbeddingAlignment.of(encoder, texts(captions), target.encode(plain(captions)));
    }

    private void run(String settings, ProgressListener progress) {
        TextEncoderTraining.run(
                plan, settings, List.of(new Part("text", learner.parameters(), adam)), progress, this::iterate);
    }

    private Losses iterate(long step) {
        List<StatedText> captions =
                CaptionTraining.drawn(data, plan.batchSize(), RandomStream.of(plan.seed(), "imitation", step));
        try (NDManager scratch = learner.manager().newSubManager();
                Recording recording = Recording.of(learner.parameters())) {
            NDArray wanted = Matrices.of(scratch, target.encode(plain(captions)));
            NDArray distance =
                    learner.forward(scratch, texts(captions)).sub(wanted).square();
            // As large as one for a whole embedding, whatever its length, so that Adam's epsilon is small beside it.
            NDArray loss = ScalarMultiply.by(distance.mean(), learner.embeddingSize());
            Gradients gradients = recording.gradients(loss, learner.parameters());
            adam.step(gradients, plan.rate(step));
            return Losses.none().with("loss", loss.getFloat() / learner.embeddingSize());
        }
    }

    private static List<String> texts(List<StatedText> captions) {
        return captions.stream().map(StatedText::text).toList();
    }

    private static List<String> plain(List<StatedText> captions) {
        return captions.stream().map(StatedText::plain).toList();
    }
}
