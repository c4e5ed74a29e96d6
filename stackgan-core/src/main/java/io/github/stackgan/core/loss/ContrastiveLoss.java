package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.github.stackgan.core.nn.ScalarMultiply;

/**
 * Minus the logarithm of the probability, by a softmax of scores, that each image finds its own caption among all (as
 * in Xu et al., CVPR 2018, equations 7 to 12).
 *
 * @since 0.1.0
 */
public final class ContrastiveLoss {
    private ContrastiveLoss() {}

    /**
     * The mean over images.
     *
     * @param scores images down, captions across (N, M), M at least N; the first N captions are the images' own
     * @return a scalar, at least 0
     */
    public static NDArray oneWay(NDArray scores) {
        int n = (int) scores.getShape().get(0);
        NDArray own = scores.getManager().eye(n).toType(DataType.FLOAT32, false);
        return ScalarMultiply.by(
                scores.logSoftmax(1).get(new NDIndex(":,:" + n)).mul(own).sum(), -1f / n);
    }
}
