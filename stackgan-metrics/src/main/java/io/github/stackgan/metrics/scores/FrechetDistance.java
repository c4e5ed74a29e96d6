package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.internal.numbers.Products;
import io.github.stackgan.metrics.internal.numbers.SemidefiniteCholesky;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance of two sets of features, taken as normal distributions: |m1 - m2|^2 + tr(S1 + S2 - 2 (S1
 * S2)^(1/2)); with the FID network's features, the FID (Heusel et al., <i>GANs Trained by a Two Time-Scale Update
 * Rule</i>, NIPS 2017).
 *
 * <p>The square root of a product that is not symmetric, where reference programs lose digits or need a fallback, is
 * never taken: with S1 = L L^T by a Cholesky decomposition that stops where S1 has no more rank, S1 S2 has the
 * eigenvalues of the symmetric L^T S2 L and otherwise zeros, and the trace is the sum of their square roots. So a
 * singular covariance is a case like any other.
 *
 * @since 0.1.0
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * The distance.
     *
     * @param a statistics of at least 2 images
     * @param b statistics of at least 2 images, by the same network
     * @return at least 0; in the square of the features' unit
     * @throws IllegalArgumentException if there are too few images, or the widths differ
     */
    public static double between(FeatureStatistics a, FeatureStatistics b) {
        FeatureChecks.sameWidth(a.width(), b.width());
        int n = a.width();
        double[] first = a.covariance();
        double[] second = b.covariance();
        double[] meanA = a.mean();
        double[] meanB = b.mean();
        double distance = 0;
        double traces = 0;
        for (int i = 0; i < n; i++) {
            distance += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
            traces += first[i * n + i] + second[i * n + i];
        }
        // Rounding may leave a set's distance to itself a little below 0.
        return Math.max(0, distance + (traces - 2 * traceOfRoot(first, second, n)));
    }

    /**
     * The distance of two sets.
     *
     * @param a features of at least 2 images
     * @param b features of at least 2 images, by the same network
     * @return at least 0
     * @throws IllegalArgumentException if there are too few images, the widths differ, or a feature is not finite
     */
    public static double between(FeatureMatrix a, FeatureMatrix b) {
        FeatureMatrix.sameWidth(a, b);
        return between(FeatureStatistics.of(a), FeatureStatistics.of(b));
    }

    private static double traceOfRoot(double[] first, double[] second, int n) {
        SemidefiniteCholesky factor = SemidefiniteCholesky.of(first, n);
        int rank = factor.rank();
        if (rank == 0) {
            return 0;
        }
        double[] transposed = factor.transposed();
        double[] half = Products.multiply(transposed, second, rank, n, n);
        double[] product = Products.multiply(half, Products.transpose(transposed, rank, n), rank, n, rank);
        symmetrize(product, rank);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(rank, false, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(rank, rank, product))) {
            throw new ArithmeticException("The eigenvalues of the covariances' product did not converge");
        }
        double trace = 0;
        for (int i = 0; i < rank; i++) {
            trace += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).real));
        }
        return trace;
    }

    private static void symmetrize(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (a[i * n + j] + a[j * n + i]) / 2;
                a[i * n + j] = mean;
                a[j * n + i] = mean;
            }
        }
    }
}
