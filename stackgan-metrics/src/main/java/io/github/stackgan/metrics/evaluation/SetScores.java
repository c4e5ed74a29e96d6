package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.Estimate;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.InceptionScore;
import io.github.stackgan.metrics.scores.KernelDistance;
import io.github.stackgan.metrics.scores.PrecisionRecall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures that two sets of images give, whoever made them.
 *
 * @param splits of the Inception score
 * @param seed draws splits and subsets
 * @param figures gets the figures
 * @param notes gets what a reader must know of them
 */
record SetScores(int splits, long seed, Map<String, Double> figures, List<String> notes) {
    void add(FeatureStore real, FeatureStore generated) {
        ComparisonFigures comparison = new ComparisonFigures(figures, notes);
        generated
                .logits()
                .ifPresent(logits ->
                        comparison.inceptionScore(inceptionScore(logits), logits.rows(), splits, logits.width()));
        distances(real.features(), generated.features(), comparison);
    }

    private Estimate inceptionScore(FeatureMatrix logits) {
        InceptionScore score = InceptionScore.shuffled(logits.rows(), logits.width(), splits, seed);
        for (int i = 0; i < logits.rows(); i++) {
            score.addLogits(logits.row(i));
        }
        return score.score();
    }

    private void distances(FeatureMatrix real, FeatureMatrix generated, ComparisonFigures comparison) {
        comparison.frechetDistance(FeatureStatistics.of(real), FeatureStatistics.of(generated));
        int smaller = Math.min(real.rows(), generated.rows());
        comparison.kernelDistance(
                smaller, size -> KernelDistance.overSubsets(real, generated, KernelDistance.SUBSETS, size, seed));
        if (smaller > PrecisionRecall.NEIGHBOUR) {
            PrecisionRecall both = PrecisionRecall.of(real, generated, PrecisionRecall.NEIGHBOUR);
            figures.put("precision", both.precision());
            figures.put("recall", both.recall());
        } else {
            notes.add("precision and recall need more than " + PrecisionRecall.NEIGHBOUR + " images of each set");
        }
    }

    /** What decides the figures beside the images. */
    static Map<String, Object> settings(ImageFeatures network, int splits) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("featureNetwork", network.name());
        made.put("featureWeights", network.fingerprint());
        if (network instanceof AttributeClassifier classifier) {
            classifier.heldOutAccuracy().ifPresent(held -> made.put("featureNetworkAccuracy", held.overall()));
        }
        made.put("resizing", network.resizing());
        made.put("features", network.width());
        made.put("classes", network.classCount());
        made.put("splits", splits);
        made.put("splitOrder", "shuffled by the seed");
        made.put("kernelSubsets", KernelDistance.SUBSETS);
        made.put("kernelSubsetSize", KernelDistance.SUBSET_SIZE + ", or the smaller set, which has no deviation then");
        made.put("precisionRecallNeighbour", PrecisionRecall.NEIGHBOUR);
        return made;
    }
}
