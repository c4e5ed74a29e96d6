package io.github.stackgan.metrics.scores;

import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * How much of something a straight line can read from features that do not change, such as a bird's colour from a
 * sentence's embedding: multinomial logistic regression (Alain and Bengio, 2016, <i>Understanding intermediate layers
 * using linear classifier probes</i>). The features are whitened first, so that faint ones are read as well as strong
 * ones, and a fixed number of steps is enough; the same rows always give the same probe.
 *
 * @since 0.1.0
 */
public final class LinearProbe {
    private static final int STEPS = 300;

    /** Of a whitened feature's variance of 1: what keeps weights finite when rows can be told apart without error. */
    private static final double DECAY = 1e-3;

    /** Of the features' mean variance: what is fainter than this is not enlarged. */
    private static final double RIDGE = 1e-4;

    private final double[] mean;
    private final DMatrixRMaj whitening;
    private final DMatrixRMaj weights;

    private LinearProbe(double[] mean, DMatrixRMaj whitening, DMatrixRMaj weights) {
        this.mean = mean;
        this.whitening = whitening;
        this.weights = weights;
    }

    /**
     * Learns to read labels.
     *
     * @param features (N, D), best several times as many rows as columns
     * @param labels (N), each in [0, classes)
     * @param classes at least 2
     * @return the probe
     * @throws IllegalArgumentException if there are no rows, or other numbers of rows and labels, or a label is no
     *     class
     */
    public static LinearProbe fit(float[][] features, int[] labels, int classes) {
        if (features.length == 0 || features.length != labels.length) {
            throw new IllegalArgumentException("There are " + features.length + " rows of features and " + labels.length
                    + " labels, but both must be the same and at least 1");
        }
        int worst = Arrays.stream(labels)
                .filter(l -> l < 0 || l >= classes)
                .findFirst()
                .orElse(0);
        if (classes < 2 || worst != 0) {
            throw new IllegalArgumentException("Label " + worst + " of " + classes
                    + " classes, but there must be at least 2 classes and labels in [0, " + classes + ")");
        }
        check(features, features[0].length);
        double[] mean = mean(features);
        DMatrixRMaj whitening = whitening(features, mean);
        DMatrixRMaj rows = whitened(features, mean, whitening);
        return new LinearProbe(mean, whitening, weights(rows, labels, classes));
    }

    private static void check(float[][] features, int width) {
        for (int i = 0; i < features.length; i++) {
            FeatureChecks.check(features[i], width, i);
        }
    }

    private static double[] mean(float[][] features) {
        double[] mean = new double[features[0].length];
        for (float[] row : features) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (double) row[i] / features.length;
            }
        }
        return mean;
    }

    /**
     * The inverse of the transposed Cholesky factor of the covariance: centred rows times it have a covariance of 1.
     */
    private static DMatrixRMaj whitening(float[][] features, double[] mean) {
        DMatrixRMaj centred = centred(features, mean);
        DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
        CommonOps_DDRM.multInner(centred, covariance);
        CommonOps_DDRM.divide(covariance, features.length);
        double ridge = RIDGE * Math.max(CommonOps_DDRM.trace(covariance) / mean.length, Double.MIN_NORMAL);
        for (int i = 0; i < mean.length; i++) {
            covariance.add(i, i, ridge);
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(mean.length, false);
        if (!cholesky.decompose(covariance)) {
            throw new IllegalArgumentException("The features are too large for their covariance to be a number");
        }
        DMatrixRMaj factor = cholesky.getT(null);
        CommonOps_DDRM.invert(factor);
        return factor;
    }

    private static DMatrixRMaj centred(float[][] features, double[] mean) {
        DMatrixRMaj rows = new DMatrixRMaj(features.length, mean.length);
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                rows.set(i, j, features[i][j] - mean[j]);
            }
        }
        return rows;
    }

    /** (N, D + 1), the last column being 1. */
    private static DMatrixRMaj whitened(float[][] features, double[] mean, DMatrixRMaj whitening) {
        DMatrixRMaj rows = new DMatrixRMaj(features.length, mean.length);
        CommonOps_DDRM.mult(centred(features, mean), whitening, rows);
        DMatrixRMaj result = new DMatrixRMaj(features.length, mean.length + 1);
        CommonOps_DDRM.insert(rows, result, 0, 0);
        for (int i = 0; i < features.length; i++) {
            result.set(i, mean.length, 1);
        }
        return result;
    }

    /**
     * Nesterov's accelerated descent; softmax's curvature is at most half that of the rows, whose largest is about 1.
     */
    private static DMatrixRMaj weights(DMatrixRMaj rows, int[] labels, int classes) {
        DMatrixRMaj weights = new DMatrixRMaj(rows.numCols, classes);
        DMatrixRMaj before = weights.copy();
        DMatrixRMaj logits = new DMatrixRMaj(rows.numRows, classes);
        DMatrixRMaj slope = new DMatrixRMaj(rows.numCols, classes);
        for (int step = 0; step < STEPS; step++) {
            DMatrixRMaj ahead = weights.copy();
            double momentum = step / (step + 3.0);
            CommonOps_DDRM.add(1 + momentum, weights, -momentum, before, ahead);
            CommonOps_DDRM.mult(rows, ahead, logits);
            errors(logits, labels);
            CommonOps_DDRM.multTransA(1.0 / rows.numRows, rows, logits, slope);
            CommonOps_DDRM.addEquals(slope, DECAY, ahead);
            before = weights;
            weights = ahead;
            CommonOps_DDRM.addEquals(weights, -1 / (0.5 + DECAY), slope);
        }
        return weights;
    }

    /** Softmax less the label's one. */
    private static void errors(DMatrixRMaj logits, int[] labels) {
        int classes = logits.numCols;
        for (int i = 0; i < labels.length; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                most = Math.max(most, logits.get(i, c));
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                logits.set(i, c, Math.exp(logits.get(i, c) - most));
                sum += logits.get(i, c);
            }
            for (int c = 0; c < classes; c++) {
                logits.set(i, c, logits.get(i, c) / sum - (c == labels[i] ? 1 : 0));
            }
        }
    }

    /**
     * Reads.
     *
     * @param features (N, D), of the length that it learned from
     * @return the likeliest label of each row (N)
     */
    public int[] read(float[][] features) {
        if (features.length == 0) {
            return new int[0];
        }
        if (features[0].length != mean.length) {
            throw new IllegalArgumentException("Features have " + features[0].length
                    + " numbers, but the probe learned from rows of " + mean.length);
        }
        check(features, mean.length);
        DMatrixRMaj logits = new DMatrixRMaj(features.length, weights.numCols);
        CommonOps_DDRM.mult(whitened(features, mean, whitening), weights, logits);
        int[] labels = new int[features.length];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 1; c < weights.numCols; c++) {
                labels[i] = logits.get(i, c) > logits.get(i, labels[i]) ? c : labels[i];
            }
        }
        return labels;
    }
}
