package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.Stage1;

/**
 * The lowest generator of a stack, which makes an image from text and noise: {@link Stage1Generator}, or one of GAWWN's
 * where the stage is told locations.
 *
 * @since 0.1.0
 */
public sealed interface FirstGenerator permits Stage1Generator, GawwnBoxGenerator, GawwnKeyPointGenerator {
    /**
     * Builds a first stage's network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param settings widths and kind
     * @return the network
     */
    static FirstGenerator of(Parameters parameters, int embeddingSize, Stage1 settings) {
        if (settings.location().isEmpty()) {
            return new Stage1Generator(parameters, embeddingSize, settings);
        }
        return switch (settings.location().get().kind()) {
            case BOX -> new GawwnBoxGenerator(parameters, embeddingSize, settings);
            case KEY_POINTS -> new GawwnKeyPointGenerator(parameters, embeddingSize, settings);
        };
    }

    /**
     * Generates images.
     *
     * @param embedding phi(t) (N, T)
     * @param where the images' locations; not looked at by a network that is told none
     * @param noise z (N, Nz)
     * @param eps the condition's noise (N, Ng)
     * @param mode what batch normalisation uses
     * @return images (N, 3, S, S) in [-1, 1], and the conditions
     */
    StageOutput forward(NDArray embedding, Locations where, NDArray noise, NDArray eps, Mode mode);

    /**
     * The network's weights.
     *
     * @return the weights
     */
    Parameters parameters();
}
