package io.github.stackgan.core.text.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.nn.ScalarMultiply;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.SampleSentences;
import java.util.List;
import java.util.stream.Stream;

/**
 * Teaches a text encoder not to lose words: from each embedding a linear layer must tell which of the dataset's
 * frequent words, and pairs of neighbouring words, its caption has, while the embedding is pulled towards what it was;
 * it may move by as much as its own length. An encoder that learned with images leaves out what they show in a few
 * pixels only, and no generator can show what is not in the embedding.
 *
 * <p>Not in the paper. No images are read. An {@link ImageEncoderTraining image encoder} that was trained with the
 * encoder as it was does not fit the refined one.
 *
 * @since 0.1.0
 */
public final class PhraseRefinement {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    /** For this part of the iterations the linear layer learns alone. */
    private static final double HEAD_ALONE = 0.25;

    private static final double HEAD_RATE = 2e-2;
    private static final double HEAD_RATE_AFTER = 2e-3;

    /**
     * What the squared distance from the first embeddings, as a part of their squared length, counts beside the nats of
     * the phrases.
     */
    private static final float ANCHOR = 4;

    private final CharCnnRnn first;
    private final CharCnnRnn refined;
    private final CaptionedImages data;
    private final TextEncoderPlan plan;

    private PhraseRefinement(CharCnnRnn first, CharCnnRnn refined, CaptionedImages data, TextEncoderPlan plan) {
        this.first = first;
        this.refined = refined;
        this.data = data;
        this.plan = plan;
    }

    /**
     * Refines an encoder.
     *
     * @param encoder any; it does not change
     * @param data whose captions it shall keep
     * @param plan how long and how fast; pairs of a batch are captions here, and candidatesPerPair does not matter
     * @param progress hears of every iteration its "nats", the cross entropy of a caption's phrases, the mean over the
     *     batch, and its "drift", the squared distance of the embeddings from what they were, as a part of their squared
     *     length
     * @return another encoder of the same shape
     * @throws TrainingException if the captions have no frequent word, or the loss becomes NaN
     */
    public static CharCnnRnn refine(
            CharCnnRnn encoder, CaptionedImages data, TextEncoderPlan plan, ProgressListener progress) {
        Phrases phrases = Phrases.of(data);
        if (phrases.size() == 0) {
            throw new TrainingException(data.name() + " has no word that comes again in its captions, so there is"
                    + " nothing to refine a text encoder by");
        }
        CharCnnRnn refined = encoder.copy();
        boolean done = false;
        try {
            new PhraseRefinement(encoder, refined, data, plan).run(phrases, progress);
            done = true;
            return refined;
        } finally {
            if (!done) {
                refined.close();
            }
        }
    }

    private void run(Phrases phrases, ProgressListener progress) {
        NDManager manager = refined.learner().manager();
        Parameters text = refined.learner().parameters();
        try (Parameters ofHead = Parameters.random(manager, plan.seed() + 1);
                Adam textAdam = Adam.of(manager, text, BETA1, BETA2)) {
            PhraseHead head = new PhraseHead(ofHead, phrases, refined.embeddingSize());
            try (Adam headAdam = Adam.of(manager, ofHead, BETA1, BETA2)) {
                loop(progress).run(i -> {
                    ofHead.requireGradients();
                    if (i < alone()) {
                        return iterate(i, head, List.of(), headAdam);
                    }
                    text.requireGradients();
                    return iterate(i, head, List.of(textAdam), headAdam);
                });
            }
        }
    }

    private TrainingLoop loop(ProgressListener progress) {
        return new TrainingLoop(
                "words of captions",
                plan.iterations(),
                (name, loss, iteration) -> "The loss of the phrases is " + loss + " in iteration " + iteration
                        + ", so training stops. Try a smaller learningRate than " + plan.learningRate() + ".",
                progress);
    }

    private int alone() {
        return (int) (HEAD_ALONE * plan.iterations());
    }

    private double headRate(long iteration) {
        return iteration < alone()
                ? HEAD_RATE + (HEAD_RATE_AFTER - HEAD_RATE) * iteration / alone()
                : HEAD_RATE_AFTER * plan.rate(iteration) / plan.learningRate();
    }

    private Losses iterate(long iteration, PhraseHead head, List<Adam> text, Adam ofHead) {
        NDManager manager = refined.learner().manager();
        List<String> sentences =
                SampleSentences.drawn(data, plan.batchSize(), RandomStream.of(plan.seed(), "phrases", iteration));
        float[][] before = first.encode(sentences);
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray embeddings = refined.learner().forward(scratch, sentences);
            NDArray nats = head.loss(embeddings, sentences);
            NDArray drift = drift(embeddings, before);
            NDArray total = nats.add(ScalarMultiply.by(drift, ANCHOR));
            Gradients gradients = Gradients.of(
                    collector,
                    total,
                    Stream.concat(text.stream(), Stream.of(ofHead))
                            .map(Adam::parameters)
                            .toArray(Parameters[]::new));
            text.forEach(adam -> adam.step(gradients, plan.rate(iteration)));
            ofHead.step(gradients, headRate(iteration));
            return Losses.none().with("nats", nats.getFloat()).with("drift", drift.getFloat());
        }
    }

    private static NDArray drift(NDArray embeddings, float[][] before) {
        double square = 0;
        for (float[] row : before) {
            for (float value : row) {
                square += value * value;
            }
        }
        NDArray target = Matrices.of(embeddings.getManager(), before);
        return ScalarMultiply.by(
                embeddings.sub(target).square().sum(), (float) (1 / Math.max(square, Float.MIN_NORMAL)));
    }
}
