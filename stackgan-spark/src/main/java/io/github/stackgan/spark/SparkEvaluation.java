package io.github.stackgan.spark;

import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Require;
import io.github.stackgan.metrics.evaluation.ComparisonFigures;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import io.github.stackgan.metrics.evaluation.ReportProvenance;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.InceptionScore;
import io.github.stackgan.metrics.scores.KernelDistance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Experimental: metrics of two sets of images that lie in rows: the figures of {@link
 * io.github.stackgan.metrics.evaluation.ImageSetComparison}, but for precision and recall, which compare all images
 * with all. Images are read where their rows are, once; sums of parts travel, and the kernel distance's subsets.
 *
 * <pre>{@code
 * EvaluationReport report = SparkEvaluation.by(PerExecutor.broadcast(session, weights, InceptionFeatures::fid))
 *         .compare(birds.generate(rows), photos);
 * }</pre>
 *
 * <p>Mean and covariance of parts are merged, so a Frechet distance is one machine's but for the order of additions: to
 * 1e-9 of it where there are more images than features. Below that the covariance is singular, and a note says so.
 * Splits and subsets are one machine's, image by image, if rows come in one order each time, as those of files do.
 *
 * @since 0.1.0
 */
public final class SparkEvaluation {
    private final PerExecutor<? extends ImageFeatures> network;
    private final int splits;
    private final long seed;

    private SparkEvaluation(PerExecutor<? extends ImageFeatures> network, int splits, long seed) {
        this.network = network;
        this.splits = splits;
        this.seed = seed;
    }

    /**
     * Begins an evaluation.
     *
     * @param network how executors open what images are scored by
     * @return with 10 splits of the Inception score, drawn by seed 0
     */
    public static SparkEvaluation by(PerExecutor<? extends ImageFeatures> network) {
        return new SparkEvaluation(network, InceptionScore.SPLITS, 0);
    }

    /**
     * The same with another number of splits.
     *
     * @param count of the Inception score, at least 1, and no more than there are generated images
     * @return a copy
     */
    public SparkEvaluation withSplits(int count) {
        Require.positive("splits", count);
        return new SparkEvaluation(network, count, seed);
    }

    /**
     * The same with other splits and subsets.
     *
     * @param value draws them
     * @return a copy
     */
    public SparkEvaluation withSeed(long value) {
        return new SparkEvaluation(network, splits, value);
    }

    /**
     * Reads all images and computes the figures.
     *
     * @param generated the images that are judged: rows with a column {@code png} (binary), PNG, JPEG, GIF or BMP, seen
     *     as {@link io.github.stackgan.datasets.ImageFiles} sees files; rows with a null in its place are left out,
     *     which a note says
     * @param real those that they should be like, in such rows
     * @return the report
     * @throws IllegalArgumentException if the column is missing, or there are fewer generated images than splits
     * @throws StackGanException if there are no images; bytes that are no image fail Spark's job, by an
     *     {@code org.apache.spark.SparkException} that quotes ours
     */
    public EvaluationReport compare(Dataset<Row> generated, Dataset<Row> real) {
        Instant start = Instant.now();
        FeatureRows ours = FeatureRows.of(generated, network);
        try {
            return compare(ours, real, start);
        } finally {
            ours.forget();
        }
    }

    private EvaluationReport compare(FeatureRows ours, Dataset<Row> real, Instant start) {
        if (ours.classes() > 0 && ours.count() < splits) {
            throw new IllegalArgumentException("The number of generated images is " + ours.count()
                    + ", but must be at least " + splits + ", the number of splits; choose fewer by withSplits");
        }
        FeatureRows theirs = FeatureRows.of(real, network);
        try {
            Map<String, Double> figures = new LinkedHashMap<>();
            List<String> notes = new ArrayList<>();
            ours.note("generated").ifPresent(notes::add);
            theirs.note("real").ifPresent(notes::add);
            ComparisonFigures comparison = new ComparisonFigures(figures, notes);
            if (ours.classes() > 0) {
                comparison.inceptionScore(ours.inceptionScore(splits, seed), ours.count(), splits, ours.classes());
            }
            comparison.frechetDistance(theirs.statistics(), ours.statistics());
            comparison.kernelDistance(
                    Math.min(ours.count(), theirs.count()), size -> theirs.kernelDistance(ours, size, seed));
            return new EvaluationReport(figures, settings(ours, theirs, start), notes);
        } finally {
            theirs.forget();
        }
    }

    private Map<String, Object> settings(FeatureRows generated, FeatureRows real, Instant start) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("count", generated.count());
        settings.put("againstCount", real.count());
        settings.putAll(generated.network());
        settings.put("splits", splits);
        settings.put("splitOrder", "shuffled by the seed");
        settings.put("kernelSubsets", KernelDistance.SUBSETS);
        settings.put("seed", seed);
        ReportProvenance.addHere(settings, start);
        return settings;
    }
}
