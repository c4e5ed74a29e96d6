package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.Linear;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.NormalizedConvolution.Layer;
import io.github.stackgan.core.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A small convolutional network from an image to an embedding, (N, 3, 64, 64) to (N, E): the partner of a text encoder
 * while it learns.
 *
 * @since 0.1.0
 */
public final class ImageEncoder {
    /** Width and height of the images that it reads. */
    public static final int IMAGE_SIZE = 64;

    private static final int CHANNELS = 32;
    private static final int HALVINGS = 4;

    private final List<NormalizedConvolution> convolutions = new ArrayList<>();
    private final Linear toEmbedding;

    /**
     * Builds the network.
     *
     * @param parameters where its weights go
     * @param embeddingSize E
     */
    public ImageEncoder(Parameters parameters, int embeddingSize) {
        int in = 3;
        for (int i = 0; i < HALVINGS; i++) {
            int out = CHANNELS << i;
            Layer layer = new Layer("conv" + i, "norm" + i, in, out);
            convolutions.add(NormalizedConvolution.halving(parameters, layer));
            in = out;
        }
        int grid = IMAGE_SIZE >> HALVINGS;
        toEmbedding = Linear.withBias(parameters, "embedding", in * grid * grid, embeddingSize);
    }

    /**
     * Encodes images.
     *
     * @param images (N, 3, 64, 64) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return embeddings (N, E)
     */
    public NDArray forward(NDArray images, Mode mode) {
        NDArray x = images;
        for (NormalizedConvolution convolution : convolutions) {
            x = convolution.forward(x, mode);
        }
        return toEmbedding.forward(x.reshape(x.getShape().get(0), -1));
    }
}
