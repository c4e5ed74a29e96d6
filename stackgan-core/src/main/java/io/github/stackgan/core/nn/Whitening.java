package io.github.stackgan.core.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The change of basis that brings embeddings to a mean of 0 and a covariance of 1: white = (embedding - mean) root.
 * Trained embeddings may vary ten thousand times as much along some directions as along others, and a layer that reads
 * them as they are is slow to find what lies along the faint ones.
 *
 * @param mean of the embeddings (E)
 * @param root the inverse square root of their covariance (E, E), symmetric
 * @since 0.1.0
 */
public record Whitening(NDArray mean, NDArray root) {
    /** Directions with less than this part of the mean variance are not enlarged further. */
    private static final float FLOOR = 1e-3f;

    /** Where nothing varies at all; its square is still a number. */
    private static final float LEAST = 1e-12f;

    private static final int STEPS = 30;

    /**
     * Learns it.
     *
     * @param embeddings (M, E), M at least 2 and better above E
     * @return arrays that belong to the embeddings' manager
     */
    public static Whitening of(NDArray embeddings) {
        NDManager manager = embeddings.getManager();
        try (NDManager scratch = manager.newSubManager()) {
            NDArray all = embeddings.duplicate();
            all.attach(scratch);
            NDArray mean = all.mean(new int[] {0});
            NDArray centred = all.sub(mean);
            long count = embeddings.getShape().get(0);
            NDArray covariance = ScalarMultiply.by(centred.transpose().matMul(centred), 1f / (count - 1));
            NDArray root = inverseRoot(covariance);
            mean.attach(manager);
            root.attach(manager);
            return new Whitening(mean, root);
        }
    }

    /**
     * Changes the basis.
     *
     * @param embeddings (N, E)
     * @return white (N, E), from the embeddings' manager
     */
    public NDArray apply(NDArray embeddings) {
        return embeddings.sub(mean).matMul(root);
    }

    /**
     * Changes a fully connected layer that made the embeddings, so that it makes white ones.
     *
     * @param weight of the layer (E, in); gets other numbers
     * @param bias of the layer (E); gets other numbers
     */
    public void foldInto(NDArray weight, NDArray bias) {
        try (NDManager scratch = root.getManager().newSubManager()) {
            NDArray turn = root.duplicate();
            turn.attach(scratch);
            NDArray moved = bias.duplicate();
            moved.attach(scratch);
            weight.set(Matrices.EVERYTHING, turn.matMul(weight));
            bias.set(Matrices.EVERYTHING, turn.matMul(moved.sub(mean)));
        }
    }

    /** By the coupled iteration of Newton and Schulz (Higham, Functions of Matrices, 2008, section 6.7). */
    private static NDArray inverseRoot(NDArray covariance) {
        long size = covariance.getShape().get(0);
        NDArray one = covariance.getManager().eye((int) size).toType(DataType.FLOAT32, false);
        float variance = covariance.mul(one).sum().getFloat() / size;
        NDArray matrix = covariance.add(ScalarMultiply.by(one, Math.max(FLOOR * variance, LEAST)));
        float norm = (float) Math.sqrt(matrix.square().sum().getFloat());
        NDArray y = ScalarMultiply.by(matrix, 1 / norm);
        NDArray z = one;
        for (int i = 0; i < STEPS; i++) {
            NDArray t = ScalarMultiply.by(ScalarMultiply.by(one, 3).sub(z.matMul(y)), 0.5f);
            y = y.matMul(t);
            z = t.matMul(z);
        }
        return ScalarMultiply.by(z, (float) (1 / Math.sqrt(norm)));
    }
}
