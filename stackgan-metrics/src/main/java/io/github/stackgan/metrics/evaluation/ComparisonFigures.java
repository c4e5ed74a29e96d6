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
    /** Images in a split for each class, below which an Inception score is plainly too low. */
    private static final int FEW = 3;

    /** Images for each feature, below which a Frechet distance is plainly too large. */
    private static final int ENOUGH = 5;

    /**
     * The Inception score of the generated images.
     *
     * @param score mean and deviation over splits
     * @param images how many there are
     * @param splits how many splits they were in
     * @param classes how many the network tells
     */
    public void inceptionScore(Estimate score, int images, int splits, int classes) {
        figures.put("inceptionScore.mean", score.mean());
        figures.put("inceptionScore.deviation", score.deviation());
        if (images < (long) FEW * classes * splits) {
            notes.add("an Inception score of " + images + " images in " + splits + " splits, by a network of " + classes
                    + " classes, is too low, and of one image in each split always 1 (the paper has 3,000 in each):"
                    + " generate more, or choose fewer splits");
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
        long images = Math.min(real.count(), generated.count());
        if (real.singular() || generated.singular()) {
            notes.add("a covariance of " + real.width() + " features from " + images
                    + " images is singular: the Frechet distance is far too large, compare it only at equal numbers");
        } else if (images < (long) ENOUGH * real.width()) {
            notes.add("a covariance of " + real.width() + " features from " + images
                    + " images is rough: the Frechet distance is too large, compare it only at equal numbers");
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
