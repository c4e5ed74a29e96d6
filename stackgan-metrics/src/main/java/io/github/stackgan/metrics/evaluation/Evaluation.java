package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageEmbeddings;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.scores.InceptionScore;
import io.github.stackgan.settings.Precision;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All metrics of a model in one call.
 *
 * <pre>{@code
 * EvaluationReport report = Evaluation.of(gan).on(birds)
 *         .with(InceptionFeatures.fid(weights))
 *         .samples(30_000)
 *         .seed(1)
 *         .in(Path.of("runs/evaluation"))
 *         .run();
 * System.out.println(report.toTable());
 * }</pre>
 *
 * <p>Captions are the dataset's own: its images in an order that the seed decides, the first image's first caption,
 * the second's second, and so on; when all have had their turn, each image's next caption. Every sample has noise of
 * its own. The generated images are compared with the dataset's, at the model's size. An option that is set twice is
 * refused.
 *
 * @since 0.1.0
 */
public final class Evaluation {
    static final int DEFAULT_SAMPLES = 30_000;
    static final int DEFAULT_BATCH = 16;

    final StackGan gan;
    final CaptionedImages data;
    private Optional<ImageFeatures> features = Optional.empty();
    private Optional<AttributeClassifier> classifier = Optional.empty();
    private Optional<ImageEmbeddings> embeddings = Optional.empty();
    private Optional<Integer> samples = Optional.empty();
    private Optional<Integer> splits = Optional.empty();
    private Optional<Integer> batchSize = Optional.empty();
    private Optional<Long> seed = Optional.empty();
    private Optional<Integer> stage = Optional.empty();
    private Optional<ConditioningMode> conditioning = Optional.empty();
    private Optional<Path> folder = Optional.empty();
    private Optional<ProgressListener> progress = Optional.empty();

    private Evaluation(StackGan gan, CaptionedImages data) {
        this.gan = gan;
        this.data = data;
    }

    /**
     * What is evaluated, before it is known on what.
     *
     * @since 0.1.0
     */
    public static final class Model {
        private final StackGan gan;

        private Model(StackGan gan) {
            this.gan = gan;
        }

        /**
         * Gives the captions and the real images.
         *
         * @param data usually images that were not trained on
         * @return the evaluation
         */
        public Evaluation on(CaptionedImages data) {
            return new Evaluation(gan, data);
        }
    }

    /**
     * Begins an evaluation.
     *
     * @param gan the model; it stays open
     * @return the model, to be evaluated on a dataset
     */
    public static Model of(StackGan gan) {
        return new Model(gan);
    }

    private static <T> Optional<T> once(String name, Optional<T> old, T value) {
        if (old.isPresent()) {
            throw new IllegalStateException(name + " has been set before, to " + old.get() + "; set it once");
        }
        return Optional.of(value);
    }

    /**
     * Chooses the network that images are scored by; required.
     *
     * @param chosen it stays open
     * @return this
     */
    public Evaluation with(ImageFeatures chosen) {
        features = once("with", features, chosen);
        return this;
    }

    /**
     * Asks for the attribute accuracy.
     *
     * @param chosen it stays open
     * @return this
     */
    public Evaluation attributesBy(AttributeClassifier chosen) {
        classifier = once("attributesBy", classifier, chosen);
        return this;
    }

    /**
     * Asks for R-precision.
     *
     * @param chosen an image encoder that was trained for the model's text encoder; it stays open
     * @return this
     */
    public Evaluation sentencesBy(ImageEmbeddings chosen) {
        embeddings = once("sentencesBy", embeddings, chosen);
        return this;
    }

    /**
     * Sets how many images are generated.
     *
     * @param count at least 2; by default 30,000, as the paper
     * @return this
     */
    public Evaluation samples(int count) {
        FeatureChecks.atLeast("samples", count, 2, "");
        samples = once("samples", samples, count);
        return this;
    }

    /**
     * Sets the splits of the Inception score.
     *
     * @param count at least 1; by default 10, as the paper
     * @return this
     */
    public Evaluation splits(int count) {
        FeatureChecks.atLeast("splits", count, 1, "");
        splits = once("splits", splits, count);
        return this;
    }

    /**
     * Sets how many images are generated and read at once.
     *
     * @param count at least 1; by default 16
     * @return this
     */
    public Evaluation batchSize(int count) {
        FeatureChecks.atLeast("batchSize", count, 1, "");
        batchSize = once("batchSize", batchSize, count);
        return this;
    }

    /**
     * Sets the seed of captions, noise, splits and subsets.
     *
     * @param value by default 0
     * @return this
     */
    public Evaluation seed(long value) {
        seed = once("seed", seed, value);
        return this;
    }

    /**
     * Chooses the stage whose images are scored; an earlier one's are enlarged to the last one's size, by the same
     * bicubic resize as datasets'.
     *
     * @param number 1 for Stage-I; by default the last
     * @return this
     */
    public Evaluation stage(int number) {
        checkStage(gan, number);
        stage = once("stage", stage, number);
        return this;
    }

    static void checkStage(StackGan gan, int number) {
        int count = gan.settings().stages().size();
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("stage is " + number + ", but the model has stages 1 to " + count);
        }
    }

    /**
     * Chooses whether the condition is sampled or is the Gaussian's mean.
     *
     * @param mode by default {@link ConditioningMode#SAMPLED}, as in the paper
     * @return this
     */
    public Evaluation conditioning(ConditioningMode mode) {
        conditioning = once("conditioning", conditioning, mode);
        return this;
    }

    /**
     * Keeps features in a folder, so that an evaluation that was stopped goes on where it was.
     *
     * @param path made if it is not there; one of another evaluation is refused
     * @return this
     */
    public Evaluation in(Path path) {
        folder = once("in", folder, path);
        return this;
    }

    /**
     * Tells somebody how far it is.
     *
     * @param listener called after every batch of "real images", "samples" or "real images' captions"
     * @return this
     */
    public Evaluation reporting(ProgressListener listener) {
        progress = once("reporting", progress, listener);
        return this;
    }

    /**
     * Evaluates.
     *
     * @return the report
     * @throws IllegalStateException if no network was chosen
     * @throws IllegalArgumentException if there are too few samples for the splits
     * @throws io.github.stackgan.StackGanException if the folder is of another evaluation or cannot be used
     */
    public EvaluationReport run() {
        return new EvaluationRun(this).run();
    }

    ImageFeatures features() {
        return features.orElseThrow(() ->
                new IllegalStateException("No feature network was chosen; call with(...), for the synthetic birds with"
                        + " AttributeClassifier.ofSyntheticBirds()"));
    }

    Optional<AttributeClassifier> classifier() {
        return classifier;
    }

    Optional<ImageEmbeddings> embeddings() {
        return embeddings;
    }

    int stage() {
        return stage.orElse(gan.settings().stages().size());
    }

    int samples() {
        return samples.orElse(DEFAULT_SAMPLES);
    }

    int splits() {
        return splits.orElse(InceptionScore.SPLITS);
    }

    int batchSize() {
        return batchSize.orElse(DEFAULT_BATCH);
    }

    long seed() {
        return seed.orElse(0L);
    }

    ConditioningMode conditioning() {
        return conditioning.orElse(ConditioningMode.SAMPLED);
    }

    Optional<Path> folder() {
        return folder;
    }

    ProgressListener progress() {
        return progress.orElse(ProgressListener.none());
    }

    /** Caption i; its image goes with it. */
    Sentence sentence(int[] order, int i) {
        int image = order[i % order.length];
        java.util.List<String> captions = data.captions(image);
        return new Sentence(captions.get((i % order.length + i / order.length) % captions.size()), image);
    }

    /**
     * The request for samples from a place on; every sample has a seed of its own. In 32 bits, so that figures from
     * several machines can be compared.
     */
    GenerationRequest request(java.util.List<String> texts, int first) {
        return GenerationRequest.of(texts)
                .withSeed(seed() + first)
                .withSeedStep(1)
                .withConditioning(conditioning())
                .withPrecision(Precision.FLOAT32)
                .withBatchSize(batchSize());
    }
}
