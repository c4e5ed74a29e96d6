package io.github.stackgan.core.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import io.github.stackgan.core.internal.engine.PyTorch;
import io.github.stackgan.core.internal.kernels.Slope;
import io.github.stackgan.core.internal.kernels.Window;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small convolutional network that tells several attributes of a picture at once, such as the colours of a bird's parts: (N, 3, 64,
 * 64) to as many groups of logits as there are attributes. Holds native memory until closed.
 *
 * @since 0.1.0
 */
public final class AttributeNetwork implements AutoCloseable {
    /** Width and height of the pictures that it reads. */
    public static final int IMAGE_SIZE = 64;

    /** The length of its features. */
    public static final int FEATURES = 128;

    private static final int CHANNELS = 16;
    private static final int HALVINGS = 4;

    private final NDManager manager;
    private final Parameters parameters;
    private final List<NormalizedConvolution> convolutions = new ArrayList<>();
    private final Linear hidden;
    private final Linear head;

    /**
     * What the network makes of pictures; both hang from the pictures' manager.
     *
     * @param features the last layer's input (N, 128), at least 0
     * @param logits of all attributes, side by side (N, the sum of their values)
     */
    public record Output(NDArray features, NDArray logits) {}

    private AttributeNetwork(NDManager manager, Parameters parameters, int logits) {
        this.manager = manager;
        this.parameters = parameters;
        int in = 3;
        for (int i = 0; i < HALVINGS; i++) {
            int out = CHANNELS << i;
            Layer layer = new Layer("conv" + i, "norm" + i, in, out);
            convolutions.add(NormalizedConvolution.of(parameters, layer, Window.HALVING, Slope.LEAKY));
            in = out;
        }
        int grid = IMAGE_SIZE >> HALVINGS;
        hidden = Linear.withBias(parameters, "hidden", in * grid * grid, FEATURES);
        head = Linear.withBias(parameters, "head", FEATURES, logits);
    }

    /**
     * A network that knows nothing yet.
     *
     * @param logits the sum of the attributes' values, at least 2
     * @param seed where the first weights come from
     * @return the network, on the default device
     */
    public static AttributeNetwork untrained(int logits, long seed) {
        NDManager manager = PyTorch.manager(Optional.empty());
        return new AttributeNetwork(manager, Parameters.random(manager, seed), logits);
    }

    /**
     * A network whose weights will be replaced by {@link Parameters#load(java.nio.file.Path)}.
     *
     * @param logits the sum of the attributes' values, at least 2
     * @param device where to put it, or empty for a GPU if the engine sees one
     * @return the network
     */
    public static AttributeNetwork blank(int logits, Optional<Device> device) {
        NDManager manager = PyTorch.manager(device);
        return new AttributeNetwork(manager, Parameters.blank(manager), logits);
    }

    /**
     * Reads pictures.
     *
     * @param images (N, 3, 64, 64) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return features and logits
     */
    public Output forward(NDArray images, Mode mode) {
        NDArray x = images;
        for (NormalizedConvolution convolution : convolutions) {
            x = convolution.forward(x, mode);
        }
        NDArray features = Activation.relu(hidden.forward(x.reshape(x.getShape().get(0), -1)));
        return new Output(features, head.forward(features));
    }

    /**
     * The network's weights.
     *
     * @return the weights
     */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * The manager that the weights hang from.
     *
     * @return the manager, closed with the network
     */
    public NDManager manager() {
        return manager;
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}
