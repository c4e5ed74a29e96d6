package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.internal.numbers.Permutation;
import io.github.stackgan.metrics.internal.numbers.Products;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The kernel distance: the unbiased estimate of the squared maximum mean discrepancy with the kernel (a b / D + 1)^3;
 * with the FID network's features, the KID (Binkowski et al., <i>Demystifying MMD GANs</i>, ICLR 2018). Around 0 for
 * images of one distribution, and below it about half of the time, whatever their number.
 *
 * @since 0.1.0
 */
public final class KernelDistance {
    /** Subsets that reference programs take. */
    public static final int SUBSETS = 100;

    /** Images in each. */
    public static final int SUBSET_SIZE = 1000;

    private static final int BLOCK = SquaredDistances.BLOCK;

    private KernelDistance() {}

    /**
     * The distance of whole sets; its time grows with the square of their size.
     *
     * @param a features of at least 2 images
     * @param b features of at least 2 images, by the same network
     * @return the estimate, which may be below 0
     * @throws IllegalArgumentException if there are too few images, the widths differ, or a feature is not finite
     */
    public static double between(FeatureMatrix a, FeatureMatrix b) {
        FeatureMatrix.sameWidth(a, b);
        long m = a.rows();
        long n = b.rows();
        FeatureChecks.atLeast("The number of the first images", m, 2, "");
        FeatureChecks.atLeast("The number of the second images", n, 2, "");
        return sum(a, a, true) / ((double) m * (m - 1))
                + sum(b, b, true) / ((double) n * (n - 1))
                - 2 * sum(a, b, false) / ((double) m * n);
    }

    /**
     * The mean over random subsets, as reference programs report it. A subset that is the whole of both sets is taken
     * once.
     *
     * @param a features
     * @param b features by the same network
     * @param subsets how many, at least 1
     * @param size images in each, at least 2 and at most those of either set
     * @param seed decides the subsets
     * @return mean and population standard deviation
     * @throws IllegalArgumentException if there are too few images, the widths differ, or a feature is not finite
     */
    public static Estimate overSubsets(FeatureMatrix a, FeatureMatrix b, int subsets, int size, long seed) {
        FeatureMatrix.sameWidth(a, b);
        a.requireFinite();
        b.requireFinite();
        boolean whole = size == a.rows() && size == b.rows();
        return Estimate.of(subsets(a.rows(), b.rows(), subsets, size, seed).stream()
                .limit(whole ? 1 : subsets)
                .mapToDouble(subset -> between(a.select(subset.first()), b.select(subset.second())))
                .toArray());
    }

    /**
     * Some images of two sets.
     *
     * @param first numbers of images of the first set
     * @param second numbers of images of the second set
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once
    public record Subset(int[] first, int[] second) {}

    /**
     * The subsets that {@link #overSubsets} takes the mean over, for features that are not in one place.
     *
     * @param first how many images the first set has
     * @param second how many images the second set has
     * @param subsets how many, at least 1
     * @param size images in each, at least 2 and at most those of either set
     * @param seed decides the subsets
     * @return the subsets
     * @throws IllegalArgumentException if there are too few images
     */
    public static List<Subset> subsets(int first, int second, int subsets, int size, long seed) {
        FeatureChecks.atLeast("subsets", subsets, 1, "");
        FeatureChecks.atLeast("size", size, 2, "");
        String why = ", the size of a subset; generate more images or take smaller subsets";
        FeatureChecks.atLeast("The number of the first images", first, size, why);
        FeatureChecks.atLeast("The number of the second images", second, size, why);
        SplittableRandom random = new SplittableRandom(seed);
        List<Subset> chosen = new ArrayList<>();
        for (int i = 0; i < subsets; i++) {
            int[] ofFirst = Permutation.choose(size, first, random);
            chosen.add(new Subset(ofFirst, Permutation.choose(size, second, random)));
        }
        return chosen;
    }

    /** The sum of the kernel over all pairs, without those of a row with itself if the sets are one. */
    private static double sum(FeatureMatrix a, FeatureMatrix b, boolean one) {
        int width = a.width();
        double sum = 0;
        for (int top = 0; top < a.rows(); top += BLOCK) {
            int rows = Math.min(BLOCK, a.rows() - top);
            double[] upper = a.block(top, top + rows);
            for (int left = one ? top : 0; left < b.rows(); left += BLOCK) {
                int columns = Math.min(BLOCK, b.rows() - left);
                double[] lower = Products.transpose(b.block(left, left + columns), columns, width);
                double part = kernels(Products.multiply(upper, lower, rows, width, columns), width);
                sum += one && left > top ? 2 * part : part;
            }
            if (one) {
                sum -= kernels(Products.squares(upper, rows, width), width);
            }
        }
        return sum;
    }

    private static double kernels(double[] products, int width) {
        double sum = 0;
        for (double product : products) {
            double base = product / width + 1;
            sum += base * base * base;
        }
        return sum;
    }
}
