package io.github.stackgan.core.keypoints;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedLinear;
import io.github.stackgan.core.nn.Parameters;

/**
 * Tells real key points from those of a {@link KeyPointGenerator}, by their text.
 *
 * @since 0.1.0
 */
final class KeyPointDiscriminator {
    private final Parameters parameters;
    private final NormalizedLinear[] points;
    private final NormalizedLinear[] text;
    private final NormalizedLinear joint;
    private final Linear logit;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param points K, how many points there are
     * @param shape widths
     */
    KeyPointDiscriminator(Parameters parameters, int embeddingSize, int points, KeyPointGenerator.Shape shape) {
        this.parameters = parameters;
        int df = shape.channels();
        this.points = code(parameters, "points", 3 * points, df);
        text = code(parameters, "text", embeddingSize, df);
        joint = NormalizedLinear.of(parameters, "joint", 4 * df, 2 * df, Activation.LEAKY_RELU);
        logit = Linear.uniform(parameters, "logit", 2 * df, 1);
    }

    private static NormalizedLinear[] code(Parameters parameters, String name, int in, int df) {
        return new NormalizedLinear[] {
            NormalizedLinear.of(parameters, name + ".0", in, 4 * df, Activation.LEAKY_RELU),
            NormalizedLinear.of(parameters, name + ".1", 4 * df, 2 * df, Activation.LEAKY_RELU)
        };
    }

    /**
     * Are these real points of an image with this text?
     *
     * @param embedding phi(t) (N, T)
     * @param all points (N, 3 K), in [0, 1]
     * @param mode what batch normalisation uses
     * @return logits (N): the larger, the more real
     */
    NDArray logits(NDArray embedding, NDArray all, Mode mode) {
        NDArray both = points[1]
                .forward(points[0].forward(all, mode), mode)
                .concat(text[1].forward(text[0].forward(embedding, mode), mode), 1);
        return logit.forward(joint.forward(both, mode)).reshape(-1);
    }

    /**
     * The network's weights.
     *
     * @return the weights
     */
    Parameters parameters() {
        return parameters;
    }
}
