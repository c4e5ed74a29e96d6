package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.metrics.features.AttributeClassifier;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.Estimate;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.FrechetDistance;
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
    /** Images in a split of which an Inception score still says something. */
    private static final int FEW = 10;

    void add(FeatureStore real, FeatureStore generated) {
        generated.logits().ifPresent(this::inceptionScore);
        distances(real.features(), generated.features());
    }

    private void inceptionScore(FeatureMatrix logits) {
        InceptionScore score = InceptionScore.shuffled(logits.rows(), logits.width(), splits, seed);
        for (int i = 0; i < logits.rows(); i++) {
            score.addLogits(logits.row(i));
        }
        figures.put("inceptionScore.mean", score.score().mean());
        figures.put("inceptionScore.deviation", score.score().deviation());
        if (logits.rows() < FEW * splits) {
            notes.add("an Inception score of " + logits.rows() + " images in " + splits
                    + " splits says little, and of one image in each is always 1: generate more, or choose fewer"
                    + " splits");
        }
    }

    private void distances(FeatureMatrix real, FeatureMatrix generated) {
        FeatureStatistics first = FeatureStatistics.of(real);
        FeatureStatistics second = FeatureStatistics.of(generated);
        figures.put("frechetDistance", FrechetDistance.between(first, second));
        if (first.singular() || second.singular()) {
            notes.add("a covariance of " + real.width() + " features from " + Math.min(first.count(), second.count())
                    + " images is singular: the Frechet distance is far too large, compare it only at equal numbers");
        }
        int least = Math.min(real.rows(), generated.rows());
        int size = Math.min(KernelDistance.SUBSET_SIZE, least);
        Estimate kernel = KernelDistance.overSubsets(real, generated, KernelDistance.SUBSETS, size, seed);
        figures.put("kernelDistance.mean", kernel.mean());
        if (size < least) {
            figures.put("kernelDistance.deviation", kernel.deviation());
        }
        if (least > PrecisionRecall.NEIGHBOUR) {
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
