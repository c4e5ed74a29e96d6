package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.TypicalEmbeddings;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains an image encoder for a text encoder that stays as it is, whoever trained that one. By the contrastive loss of
 * each batch, images learn to fit their own captions better than any other; and their codes, to tell the frequent
 * words and pairs of words of all their captions, so that small parts that few captions name are not lost. The result
 * is what {@link io.github.stackgan.settings.Similarity} asks for.
 *
 * @since 0.1.0
 */
public final class ImageEncoderTraining {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final NDManager manager;
    private final TextEncoder encoder;
    private final TextEncoderPlan plan;
    private final PairSource source;
    private final Phrases phrases;
    private final Parameters parameters;
    private final JointEncoder joint;

    private ImageEncoderTraining(NDManager manager, TextEncoder encoder, CaptionedImages data, TextEncoderPlan plan) {
        this.manager = manager;
        this.encoder = encoder;
        this.plan = plan;
        source = new PairSource(data, plan);
        phrases = Phrases.of(data);
        parameters = Parameters.random(manager, plan.seed() + 1);
        joint = new JointEncoder(parameters, new JointEncoder.Sizes(encoder.embeddingSize(), phrases.size()));
        try (NDManager scratch = manager.newSubManager()) {
            joint.expect(TypicalEmbeddings.of(encoder, data, scratch, plan.seed()));
        }
    }

    /**
     * Trains an image encoder and writes it to a file.
     *
     * @param encoder what reads the captions; it does not change
     * @param data images, captions and classes
     * @param plan how long and how fast
     * @param file where the encoder goes, as safetensors; one that is there is replaced
     * @param progress hears of every iteration its "loss" and its "accuracy", the part of the batch's
     *     images that score their own caption highest, in [0, 1]
     * @throws TrainingException if the data has only one class, or the loss becomes NaN
     * @throws io.github.stackgan.ModelFormatException if the file cannot be written; what was there is unchanged then
     */
    public static void train(
            TextEncoder encoder, CaptionedImages data, TextEncoderPlan plan, Path file, ProgressListener progress) {
        try (NDManager manager = PyTorch.manager(Optional.empty())) {
            ImageEncoderTraining training = new ImageEncoderTraining(manager, encoder, data, plan);
            training.run(progress);
            Map<String, Weight> weights = new LinkedHashMap<>();
            training.parameters.save("", weights);
            WeightFiles.write(file, Map.of("textEncoder", encoder.fingerprint()), weights);
        }
    }

    private void run(ProgressListener progress) {
        try (Adam adam = Adam.of(manager, parameters, BETA1, BETA2)) {
            TextEncoderTraining.loop("image encoder", plan, progress).run(i -> iterate(i, adam));
        }
    }

    private Losses iterate(long iteration, Adam adam) {
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            ImageLesson lesson = lesson(iteration, scratch);
            NDArray inputNoise = JointEncoder.inputNoise(
                    scratch,
                    lesson.images().getShape().get(0),
                    RandomStream.of(plan.seed(), "picture-noise", iteration));
            NDArray worse = lesson.worse(collector, inputNoise);
            parameters.requireGradients();
            ImageLesson.Result result = lesson.result(worse);
            adam.step(Gradients.of(collector, result.loss(), parameters), plan.rate(iteration));
            return TextEncoderTraining.figures(result.loss(), result.scores());
        }
    }

    private ImageLesson lesson(long iteration, NDManager scratch) {
        PairSource.Pairs pairs = source.batch(scratch, iteration);
        return new ImageLesson(
                joint,
                pairs.images(),
                Matrices.of(scratch, encoder.encode(pairs.sentences())),
                phrases.presenceInAny(pairs.captions()));
    }
}
