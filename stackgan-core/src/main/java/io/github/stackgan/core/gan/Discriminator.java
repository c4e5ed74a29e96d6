package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import java.util.List;
import java.util.Optional;

/**
 * Tells real pairs of image and text from others: {@link StageDiscriminator}, or {@link GawwnDiscriminator} where the
 * stage is told locations.
 *
 * @since 0.1.0
 */
public sealed interface Discriminator permits StageDiscriminator, GawwnDiscriminator {
    /**
     * Builds a stage's network.
     *
     * @param parameters where its weights go
     * @param embeddingSize T, the length of the embeddings
     * @param settings widths, sizes and kind
     * @return the network
     */
    static Discriminator of(Parameters parameters, int embeddingSize, Stage settings) {
        Optional<LocationSettings> location = settings instanceof Stage1 first ? first.location() : Optional.empty();
        return location.<Discriminator>map(where -> new GawwnDiscriminator(parameters, embeddingSize, settings, where))
                .orElseGet(() -> new StageDiscriminator(parameters, embeddingSize, settings));
    }

    /**
     * The discriminator that a file holds; its weights are held against the settings before room is made for any.
     *
     * @param parent the manager that the weights belong to
     * @param from the file's weights
     * @param settings the stack's
     * @param stage its place, 0 for Stage-I
     * @return the network
     * @throws io.github.stackgan.ModelFormatException if the weights are not those that the settings ask for, naming
     *     one
     */
    static Discriminator read(NDManager parent, FileWeights from, StackGanSettings settings, int stage) {
        Stage own = settings.stages().get(stage);
        Discriminator network =
                Parameters.blank(parent).read(from, weights -> of(weights, settings.embeddingSize(), own));
        network.parameters().requireNoOthers(from);
        return network;
    }

    /**
     * Reads images.
     *
     * @param image images (N, 3, S, S) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return features: (N, 8 df, 4, 4), fewer channels for images under 64 pixels; with locations (N, 2 df, 16, 16)
     */
    NDArray features(NDArray image, Mode mode);

    /**
     * Reads several batches as one, which is faster, with the result of reading one after the other.
     *
     * @param batches images, each (N, 3, S, S) in [-1, 1]
     * @param mode what batch normalisation uses
     * @return the features of all, one batch after the other
     */
    default NDArray features(List<NDArray> batches, Mode mode) {
        return features(NDArrays.concat(new NDList(batches), 0), mode.together(batches.size()));
    }

    /**
     * What the discriminator is told of the text.
     *
     * @param embedding phi(t) (N, T)
     * @param mean the generator's mu (N, Ng)
     * @return the text's code (N, Nd), or mu without its gradient, as the settings ask
     */
    NDArray condition(NDArray embedding, NDArray mean);

    /**
     * Computes the projections of images and texts, each once for all pairs that they will stand in.
     *
     * @param features from {@link #features} of P images
     * @param where the images' locations; not looked at by a network that is told none
     * @param condition from {@link #condition}, of T texts
     * @param mode how to compute
     * @return the projections
     */
    JointProjections projections(NDArray features, Locations where, NDArray condition, Mode mode);

    /**
     * Is this a real image that fits the text?
     *
     * @param pairs projections of N images and of the N texts that they are paired with
     * @param mode what batch normalisation uses
     * @return logits (N): the larger, the more real
     */
    NDArray conditionalLogits(JointProjections pairs, Mode mode);

    /**
     * Is this a real image that fits the text? Of images that are also paired with other texts.
     *
     * @param images projections of N images from {@link #projections}
     * @param condition from {@link #condition}, of N texts
     * @param mode what batch normalisation uses
     * @return logits (N): the larger, the more real
     */
    NDArray conditionalLogits(NDArray images, NDArray condition, Mode mode);

    /**
     * Is this a real image, whatever the text?
     *
     * @param features from {@link #features} of N images
     * @param mode as for the features
     * @return logits (N), or empty if the settings have no such head
     */
    Optional<NDArray> unconditionalLogits(NDArray features, Mode mode);

    /**
     * The network's weights.
     *
     * @return the weights
     */
    Parameters parameters();
}
