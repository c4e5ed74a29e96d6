package io.github.stackgan.core.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import io.github.stackgan.core.nn.ScalarMultiply;

/**
 * The structured joint embedding loss, in both directions (Reed et al., CVPR 2016, section 3): every image should score
 * its own caption higher than any other by a margin of 1, and every caption its own image.
 *
 * @since 0.1.0
 */
public final class StructuredJointEmbeddingLoss {
    private StructuredJointEmbeddingLoss() {}

    /**
     * How well each image fits each caption.
     *
     * @param image embeddings of images (N, E)
     * @param text embeddings of captions (N, E)
     * @return inner products (N, N), images down, captions across
     */
    public static NDArray scores(NDArray image, NDArray text) {
        return image.matMul(text.transpose());
    }

    /**
     * The sum over i and j, i not j, of max(0, s_ij - s_ii + 1) / N^2: of captions, given each image.
     *
     * @param scores what {@link #scores} gives, or its transpose for the loss of images, given each caption (N, N)
     * @return a scalar, at least 0
     */
    public static NDArray oneWay(NDArray scores) {
        long n = scores.getShape().get(0);
        NDArray diagonal = scores.getManager().eye((int) n).toType(DataType.FLOAT32, false);
        NDArray own = scores.mul(diagonal).sum(new int[] {1}, true);
        NDArray others = diagonal.neg().add(1);
        NDArray excess = Activation.relu(scores.sub(own).add(1)).mul(others);
        return ScalarMultiply.by(excess.sum(), 1f / (n * n));
    }

    /**
     * Both directions.
     *
     * @param scores what {@link #scores} gives (N, N)
     * @return a scalar, at least 0
     */
    public static NDArray symmetric(NDArray scores) {
        return oneWay(scores).add(oneWay(scores.transpose()));
    }
}
