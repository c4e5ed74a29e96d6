package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.internal.numbers.Permutation;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The Inception score: exp(E KL(p(y|x) || p(y))), high when each image is clearly of one class and the images together
 * are of many (Salimans et al., <i>Improved Techniques for Training GANs</i>, NIPS 2016, section 4).
 *
 * <p>As the paper's protocol, the samples are cut into splits, by default 10, and the splits' scores are averaged;
 * split s holds the places from s N / S to (s + 1) N / S in the order of the samples, or in a shuffled order if one is
 * asked for. Each image is summed up at once: memory grows with splits and classes, not with images. Scores
 * of parts, computed apart, merge. For one thread.
 *
 * @since 0.1.0
 */
public final class InceptionScore implements Serializable {
    private static final long serialVersionUID = 1;

    /** As in the paper. */
    public static final int SPLITS = 10;

    private final int images;
    private final int classes;
    private final int splits;
    private final int[] order;
    private final double[][] sums;
    private final double[] negentropies;
    private final long[] counts;
    private int added;

    private InceptionScore(int images, int classes, int splits, int[] order) {
        FeatureChecks.atLeast("splits", splits, 1, "");
        FeatureChecks.atLeast(
                "The number of images", images, splits, ": one for each of " + splits + " splits; generate more");
        FeatureChecks.atLeast("The number of classes", classes, 2, "; with one, every score is 1");
        this.images = images;
        this.classes = classes;
        this.splits = splits;
        this.order = order;
        sums = new double[splits][classes];
        negentropies = new double[splits];
        counts = new long[splits];
    }

    /**
     * A score of images in the order in which they come.
     *
     * @param images N, how many will come
     * @param classes C, how many the network knows
     * @param splits S, at most N
     * @return a score of nothing yet
     * @throws IllegalArgumentException if there are too few images for the splits, or classes
     */
    public static InceptionScore inOrder(int images, int classes, int splits) {
        return new InceptionScore(images, classes, splits, new int[0]);
    }

    /**
     * A score of images in a random order, so that captions that come one after another fall into different splits.
     *
     * @param images N, how many will come
     * @param classes C, how many the network knows
     * @param splits S, at most N
     * @param seed decides the order
     * @return a score of nothing yet
     * @throws IllegalArgumentException if there are too few images for the splits, or classes
     */
    public static InceptionScore shuffled(int images, int classes, int splits, long seed) {
        // A stream of its own: the seed's first may have ordered the images already, and would put them back.
        SplittableRandom random = new SplittableRandom(seed).split();
        return new InceptionScore(images, classes, splits, Permutation.of(Math.max(0, images), random));
    }

    /**
     * Adds an image.
     *
     * @param logits the network's (C), before the softmax
     * @throws IllegalArgumentException if there are not C finite numbers
     * @throws IllegalStateException if all N have been added
     */
    public void addLogits(float... logits) {
        addLogitsOf(added, logits);
    }

    /**
     * Adds any image, where others are added elsewhere and come by {@link #merge}.
     *
     * @param image its number, in [0, N)
     * @param logits the network's (C), before the softmax
     * @throws IllegalArgumentException if there are not C finite numbers, or there is no such image
     * @throws IllegalStateException if all N have been added
     */
    public void addLogitsOf(int image, float... logits) {
        if (added < images && (image < 0 || image >= images)) {
            throw new IllegalArgumentException(
                    "image is " + image + ", but must be from 0 to " + (images - 1) + ", as there are " + images);
        }
        FeatureChecks.check(logits, classes, added);
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] p = new double[classes];
        double total = 0;
        for (int i = 0; i < classes; i++) {
            p[i] = Math.exp(logits[i] - largest);
            total += p[i];
        }
        for (int i = 0; i < classes; i++) {
            p[i] /= total;
        }
        add(image, p);
    }

    /**
     * Adds all images of another score.
     *
     * @param other begun in the same way, with other images of the same N
     * @throws IllegalArgumentException if it is of other images, splits, classes or order
     * @throws IllegalStateException if there are more than N images
     */
    public void merge(InceptionScore other) {
        if (other.images != images || other.classes != classes || other.splits != splits) {
            throw new IllegalArgumentException("A score of " + other.images + " images, " + other.classes
                    + " classes and " + other.splits + " splits cannot be added to one of " + images
                    + ", " + classes
                    + " and " + splits + "; begin both in the same way");
        }
        if (!Arrays.equals(other.order, order)) {
            throw new IllegalArgumentException(
                    "A score of images in another order cannot be added; begin both in the same way, by one seed");
        }
        if (other.added > images - added) {
            throw new IllegalStateException("All " + images + " images have been added; start another score");
        }
        for (int s = 0; s < splits; s++) {
            negentropies[s] += other.negentropies[s];
            counts[s] += other.counts[s];
            for (int i = 0; i < classes; i++) {
                sums[s][i] += other.sums[s][i];
            }
        }
        added += other.added;
    }

    private void add(int image, double[] p) {
        if (added == images) {
            throw new IllegalStateException("All " + images + " images have been added; start another score");
        }
        int place = order.length == 0 ? image : order[image];
        int split = splitOf(place);
        for (int i = 0; i < classes; i++) {
            if (p[i] > 0) {
                negentropies[split] += p[i] * Math.log(p[i]);
                sums[split][i] += p[i];
            }
        }
        counts[split]++;
        added++;
    }

    /** The split s with s N / S at most the place, and (s + 1) N / S beyond it, in whole numbers. */
    private int splitOf(int place) {
        int split = (int) ((long) place * splits / images);
        while (split + 1 < splits && (long) (split + 1) * images / splits <= place) {
            split++;
        }
        return split;
    }

    /**
     * The score.
     *
     * @return the splits' mean, in [1, C], and their population standard deviation
     * @throws IllegalStateException if fewer than N images have been added, or one twice
     */
    public Estimate score() {
        if (added < images) {
            throw new IllegalStateException("Only " + added + " of " + images + " images have been added");
        }
        for (int s = 0; s < splits; s++) {
            long size = (long) (s + 1) * images / splits - (long) s * images / splits;
            if (counts[s] != size) {
                throw new IllegalStateException("Split " + s + " has " + counts[s] + " images of its " + size
                        + ": one was added twice; add each image once");
            }
        }
        double[] scores = new double[splits];
        for (int s = 0; s < splits; s++) {
            double divergence = negentropies[s] / counts[s];
            for (double sum : sums[s]) {
                double p = sum / counts[s];
                divergence -= p > 0 ? p * Math.log(p) : 0;
            }
            scores[s] = Math.exp(divergence);
        }
        return Estimate.of(scores);
    }
}
