package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.metrics.scores.Estimate;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.FrechetDistance;
import io.github.stackgan.metrics.scores.KernelDistance;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a report says of two sets of images, by the names that all reports have, wherever the numbers were computed.
 *
 * @param figures gets the figures
 * @param notes gets what a reader must know of them
 * @since 0.1.0
 */
public record ComparisonFigures(Map<String, Double> figures, List<String> notes) {
    /** Images in a split of which an Inception score still says something. */
    private static final int FEW = 10;

    /**
     * The Inception score of the generated images.
     *
     * @param score mean and deviation over splits
     * @param images how many there are
     * @param splits how many splits they were in
     */
    public void inceptionScore(Estimate score, int images, int splits) {
        figures.put("inceptionScore.mean", score.mean());
        figures.put("inceptionScore.deviation", score.deviation());
        if (images < FEW * splits) {
            notes.add("an Inception score of " + images + " images in " + splits
                    + " splits says little, and of one image in each is always 1: generate more, or choose fewer"
                    + " splits");
        }
    }

    /**
     * The Frechet distance of two sets.
     *
     * @param real statistics of one set
     * @param generated statistics of the other
     */
    public void frechetDistance(FeatureStatistics real, FeatureStatistics generated) {
        figures.put("frechetDistance", FrechetDistance.between(real, generated));
        if (real.singular() || generated.singular()) {
            notes.add("a covariance of " + real.width() + " features from " + Math.min(real.count(), generated.count())
                    + " images is singular: the Frechet distance is far too large, compare it only at equal numbers");
        }
    }

    /**
     * The kernel distance of two sets. Where a subset is the whole smaller set there is no deviation.
     *
     * @param smaller images in the smaller set
     * @param ofSubsets computes it, from the images in a subset
     */
    public void kernelDistance(int smaller, IntFunction<Estimate> ofSubsets) {
        int size = Math.min(KernelDistance.SUBSET_SIZE, smaller);
        Estimate kernel = ofSubsets.apply(size);
        figures.put("kernelDistance.mean", kernel.mean());
        if (size < smaller) {
            figures.put("kernelDistance.deviation", kernel.deviation());
        }
    }
}
