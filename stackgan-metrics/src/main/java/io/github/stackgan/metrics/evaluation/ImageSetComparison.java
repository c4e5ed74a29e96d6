package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.scores.InceptionScore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metrics of two sets of images, whoever made them: Inception score of the one, Frechet and kernel distance, precision
 * and recall to the other. No model is needed.
 *
 * <pre>{@code
 * EvaluationReport report = ImageSetComparison.by(InceptionFeatures.fid(weights))
 *         .compare(generated, real, ProgressListener.none());
 * }</pre>
 *
 * <p>Images are read one at a time, at their own size, so sets may be large and mixed.
 *
 * @since 0.1.0
 */
public final class ImageSetComparison {
    private final ImageFeatures network;
    private final int splits;
    private final long seed;
    private final Optional<Path> folder;

    private ImageSetComparison(ImageFeatures network, int splits, long seed, Optional<Path> folder) {
        this.network = network;
        this.splits = splits;
        this.seed = seed;
        this.folder = folder;
    }

    /**
     * Begins a comparison.
     *
     * @param network what images are scored by; it stays open
     * @return with 10 splits of the Inception score, drawn by seed 0
     */
    public static ImageSetComparison by(ImageFeatures network) {
        return new ImageSetComparison(network, InceptionScore.SPLITS, 0, Optional.empty());
    }

    /**
     * The same with another number of splits.
     *
     * @param count of the Inception score, at least 1, and no more than there are generated images
     * @return the comparison
     */
    public ImageSetComparison withSplits(int count) {
        FeatureChecks.atLeast("splits", count, 1, "");
        return new ImageSetComparison(network, count, seed, folder);
    }

    /**
     * The same with other splits and subsets.
     *
     * @param value draws them
     * @return the comparison
     */
    public ImageSetComparison withSeed(long value) {
        return new ImageSetComparison(network, splits, value, folder);
    }

    /**
     * The same with features kept in a folder, so that a comparison that was stopped goes on where it was.
     *
     * @param path made if it is not there; one of another comparison is refused
     * @return the comparison
     */
    public ImageSetComparison in(Path path) {
        return new ImageSetComparison(network, splits, seed, Optional.of(path));
    }

    /**
     * Reads all images and computes the figures.
     *
     * @param generated the images that are judged
     * @param real those that they should be like
     * @param progress hears of every image that is read
     * @return the report
     * @throws IllegalArgumentException if there are fewer generated images than splits
     * @throws io.github.stackgan.StackGanException if the folder is of another comparison or cannot be used
     */
    public EvaluationReport compare(ImageSet generated, ImageSet real, ProgressListener progress) {
        if (network.classCount() > 0) {
            FeatureChecks.atLeast(
                    "The number of generated images", generated.size(), splits, ", the number of splits; choose fewer");
        }
        FeatureStore.requireHeld(network, Math.max(generated.size(), real.size()));
        String key = String.join(
                "\n",
                "images " + generated.fingerprint(),
                "against " + real.fingerprint(),
                "features " + network.name() + " " + network.fingerprint() + " " + network.resizing(),
                "");
        return KeptFeatures.in(folder, key, kept -> compare(generated, real, progress, kept));
    }

    private EvaluationReport compare(ImageSet generated, ImageSet real, ProgressListener progress, Path kept) {
        Instant start = Instant.now();
        Map<String, Double> figures = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        try (FeatureStore theirs = FeatureStore.open(kept, "real", network.width(), 0, 0);
                FeatureStore ours = FeatureStore.open(kept, "images", network.width(), network.classCount(), 0)) {
            read(real, theirs, "images of " + real.name(), progress);
            read(generated, ours, "images of " + generated.name(), progress);
            new SetScores(splits, seed, figures, notes).add(theirs, ours);
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("images", generated.name());
        settings.put("count", generated.size());
        settings.put("against", real.name());
        settings.put("againstCount", real.size());
        settings.putAll(SetScores.settings(network, splits));
        settings.put("seed", seed);
        settings.put("fingerprint", generated.fingerprint());
        settings.put("againstFingerprint", real.fingerprint());
        ReportProvenance.addHere(settings, start);
        return new EvaluationReport(figures, settings, notes);
    }

    private void read(ImageSet set, FeatureStore store, String what, ProgressListener progress) {
        while (store.rows() < set.size()) {
            store.add(network.extract(List.of(set.images().apply(store.rows()))), new float[0][]);
            progress.onProgress(Progress.of(what, store.rows(), set.size()));
        }
    }
}
