package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.internal.engine.PyTorch;
import io.github.stackgan.core.internal.weights.Safetensors;
import io.github.stackgan.core.internal.weights.Weight;
import io.github.stackgan.core.loss.ContrastiveLoss;
import io.github.stackgan.core.nn.JointEncoder;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.train.Adam;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a picture encoder for a text encoder that stays as it is, whoever trained that one: by the contrastive loss of each
 * batch, pictures learn to fit their own sentences better than any other. The result is what {@link io.github.stackgan.Similarity} asks for.
 *
 * @since 0.1.0
 */
public final class PictureEncoderTraining {
    private static final float NOISE = 0.4f;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private PictureEncoderTraining() {}

    /**
     * Trains a picture encoder and writes it to a file.
     *
     * @param encoder what reads the sentences; it does not change
     * @param data pictures, sentences and classes
     * @param plan how long and how fast
     * @param file where the encoder goes, as safetensors; one that is there is replaced
     * @param progress hears of every iteration
     * @throws TrainingException if the data has only one class, or the loss becomes NaN
     */
    public static void train(
            TextEncoder encoder,
            CaptionedImages data,
            TextEncoderPlan plan,
            Path file,
            TextEncoderTraining.Progress progress) {
        PairSource source = new PairSource(data, plan);
        try (NDManager manager = PyTorch.manager(Optional.empty())) {
            Parameters parameters = Parameters.random(manager, plan.seed() + 1);
            JointEncoder joint = new JointEncoder(parameters, encoder.embeddingSize());
            try (Adam adam = Adam.of(manager, parameters, BETA1, BETA2)) {
                for (int i = 0; i < plan.iterations(); i++) {
                    parameters.requireGradients();
                    try (NDManager scratch = manager.newSubManager();
                            GradientCollector collector = manager.getEngine().newGradientCollector()) {
                        PairSource.Pairs pairs = source.batch(scratch, i);
                        NDArray text = matrix(scratch, encoder.encode(pairs.sentences()));
                        NDArray scores = joint.scores(
                                noisy(pairs.pictures(), RandomStream.of(plan.seed(), "picture-noise", i)),
                                text,
                                Mode.TRAINING);
                        NDArray loss = ContrastiveLoss.symmetric(scores);
                        collector.backward(loss);
                        adam.step(plan.rate(i));
                        TextEncoderTraining.report(plan, progress, i + 1, loss.getFloat(), scores);
                    }
                }
            }
            Map<String, Weight> weights = new LinkedHashMap<>();
            parameters.save("", weights);
            Safetensors.write(file, Map.of("textEncoder", encoder.fingerprint()), weights);
        }
    }

    /** So that small differences of colour, which nobody would see, decide nothing. */
    private static NDArray noisy(NDArray pictures, RandomStream random) {
        float[] noise = random.normal((int) pictures.size());
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= NOISE;
        }
        return pictures.add(pictures.getManager().create(noise, pictures.getShape()));
    }

    private static NDArray matrix(NDManager manager, float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return manager.create(flat, new Shape(rows.length, width));
    }
}
