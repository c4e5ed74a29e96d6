package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.JointProjections;

/**
 * What a term of the discriminator's loss is computed from.
 *
 * @param batch what the step learns from, its images as the discriminator is shown them
 * @param mean the generator's mu of the batch's texts (N, Ng)
 * @param text what the discriminator is told of the batch's texts (N, Nd)
 * @param realPairs projections of the real images and their texts, N of both
 * @param networks those that learn
 * @since 0.1.0
 */
public record DiscriminatorContext(
        Batch batch, NDArray mean, NDArray text, JointProjections realPairs, LearningNetworks networks) {
    /**
     * The discriminator's answers to other images with the batch's texts.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @return logits (N)
     */
    public NDArray logits(NDArray images) {
        return networks.logits(images, batch.locations(), text);
    }
}
