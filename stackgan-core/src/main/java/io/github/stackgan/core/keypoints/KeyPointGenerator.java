package io.github.stackgan.core.keypoints;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedLinear;
import io.github.stackgan.core.nn.Parameters;

/**
 * Completes key points from a text, noise and those points that are given (Reed et al., NIPS 2016, section 4.3). Of
 * each point there are three numbers: x, y, and 1 if it is seen, else all three are 0. What is given stays.
 *
 * @since 0.1.0
 */
final class KeyPointGenerator {
    private final Parameters parameters;
    private final int points;
    private final Linear noise;
    private final Linear text;
    private final NormalizedLinear given;
    private final NormalizedLinear givenCode;
    private final NormalizedLinear[] joint;
    private final Linear out;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param points K, how many points there are
     * @param shape widths
     */
    KeyPointGenerator(Parameters parameters, int embeddingSize, int points, Shape shape) {
        this.parameters = parameters;
        this.points = points;
        int gf = shape.channels();
        noise = Linear.uniform(parameters, "noise", shape.noiseSize(), 4 * gf);
        text = Linear.uniform(parameters, "text", embeddingSize, 4 * gf);
        given = NormalizedLinear.of(parameters, "given.0", 3 * points, 4 * gf, Activation.RELU);
        givenCode = NormalizedLinear.of(parameters, "given.1", 4 * gf, 2 * gf, Activation.RELU);
        joint = new NormalizedLinear[] {
            NormalizedLinear.of(parameters, "joint.0", 10 * gf, 8 * gf, Activation.RELU),
            NormalizedLinear.of(parameters, "joint.1", 8 * gf, 4 * gf, Activation.RELU),
            NormalizedLinear.of(parameters, "joint.2", 4 * gf, 2 * gf, Activation.RELU)
        };
        out = Linear.uniform(parameters, "out", 2 * gf, 3 * points);
    }

    /**
     * The widths of the networks.
     *
     * @param channels gf and df
     * @param noiseSize Nz, the length of the noise
     */
    record Shape(int channels, int noiseSize) {}

    /**
     * Completes points.
     *
     * @param embedding phi(t) (N, T)
     * @param z noise (N, Nz)
     * @param condition the points that are given (N, 3 K), all others 0
     * @param mode what batch normalisation uses
     * @return all points (N, 3 K), in [0, 1]
     */
    NDArray forward(NDArray embedding, NDArray z, NDArray condition, Mode mode) {
        NDArray x = Activation.RELU
                .apply(noise.forward(z))
                .concat(Activation.RELU.apply(text.forward(embedding)), 1)
                .concat(givenCode.forward(given.forward(condition, mode), mode), 1);
        for (NormalizedLinear layer : joint) {
            x = layer.forward(x, mode);
        }
        NDArray made = ai.djl.nn.Activation.sigmoid(out.forward(x)).reshape(-1, points, 3);
        NDArray told = condition.reshape(-1, points, 3);
        NDArray isGiven = told.get(new NDIndex(":, :, 2:"));
        return isGiven.mul(told).add(isGiven.neg().add(1).mul(made)).reshape(-1, 3L * points);
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
