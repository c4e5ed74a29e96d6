package io.github.stackgan.metrics.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.core.nn.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small convolutional network that tells several attributes of an image at once, such as the colours of a bird's
 * parts: (N, 3, S, S) to as many groups of logits as there are attributes. Holds native memory until closed.
 */
final class AttributeNetwork implements AutoCloseable {
    /** The length of its features. */
    static final int FEATURES = 128;

    private static final int CHANNELS = 16;
    private static final int MOST_CHANNELS = 128;

    /** Images are halved until they are so wide. */
    private static final int SMALLEST_SIDE = 4;

    private static final int LEAST_SIZE = 16;

    private final NDManager manager;
    private final Parameters parameters;
    private final List<NormalizedConvolution> convolutions = new ArrayList<>();
    private final Linear hidden;
    private final Linear head;
    private final int imageSize;

    /**
     * What a network is built for.
     *
     * @param imageSize S, width and height of the images that it reads: 16, 32, 64, 128, 256 ...
     * @param logits the sum of the attributes' values, at least 2
     */
    record Sizes(int imageSize, int logits) {
        /** Refuses sizes that cannot be halved to 4. */
        Sizes {
            if (imageSize < LEAST_SIZE || Integer.bitCount(imageSize) != 1) {
                throw new IllegalArgumentException(
                        "imageSize is " + imageSize + ", but must be a power of two, at least " + LEAST_SIZE);
            }
        }
    }

    /**
     * What the network makes of images; both belong to the images' manager.
     *
     * @param features the last layer's input (N, 128), at least 0
     * @param logits of all attributes, side by side (N, the sum of their values)
     */
    record Output(NDArray features, NDArray logits) {}

    private AttributeNetwork(NDManager manager, Parameters parameters, Sizes sizes) {
        this.manager = manager;
        this.parameters = parameters;
        imageSize = sizes.imageSize();
        int in = 3;
        int out = CHANNELS;
        for (int side = imageSize, i = 0; side > SMALLEST_SIDE; side /= 2, i++) {
            Layer layer = new Layer("conv" + i, "norm" + i, in, out);
            convolutions.add(NormalizedConvolution.halving(parameters, layer));
            in = out;
            out = Math.min(2 * out, MOST_CHANNELS);
        }
        hidden = Linear.withBias(parameters, "hidden", in * SMALLEST_SIDE * SMALLEST_SIDE, FEATURES);
        head = Linear.withBias(parameters, "head", FEATURES, sizes.logits());
    }

    /**
     * A network that knows nothing yet.
     *
     * @param sizes what it is built for
     * @param seed where the first weights come from
     * @return the network, on the default device
     */
    static AttributeNetwork untrained(Sizes sizes, long seed) {
        NDManager manager = PyTorchEngine.start().newBaseManager();
        return new AttributeNetwork(manager, Parameters.random(manager, seed), sizes);
    }

    /**
     * Reads a network; its weights are held against the sizes before room is made for any.
     *
     * @param file a safetensors file that {@link Parameters#save(Path, Map, io.github.stackgan.SaveOption...)} wrote
     * @param sizes what it was built for
     * @return the network, on the default device
     * @throws io.github.stackgan.ModelFormatException if the file cannot be read, is damaged, or has not the weights of
     *     these sizes, naming one
     */
    static AttributeNetwork read(Path file, Sizes sizes) {
        FileWeights weights = FileWeights.read(file);
        NDManager manager = PyTorchEngine.start().newBaseManager();
        try {
            AttributeNetwork network =
                    Parameters.blank(manager).read(weights, p -> new AttributeNetwork(manager, p, sizes));
            network.parameters.requireNoOthers(weights);
            return network;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Reads images.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return features and logits
     */
    Output forward(NDArray images, Mode mode) {
        NDArray x = images;
        for (NormalizedConvolution convolution : convolutions) {
            x = convolution.forward(x, mode);
        }
        NDArray features =
                ai.djl.nn.Activation.relu(hidden.forward(x.reshape(x.getShape().get(0), -1)));
        return new Output(features, head.forward(features));
    }

    /**
     * S, width and height of the images that it reads.
     *
     * @return in pixels
     */
    int imageSize() {
        return imageSize;
    }

    /**
     * The network's weights.
     *
     * @return the weights
     */
    Parameters parameters() {
        return parameters;
    }

    /**
     * The manager of the weights.
     *
     * @return the manager, closed with the network
     */
    NDManager manager() {
        return manager;
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}
