package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;

/**
 * What a term of the discriminator's loss is computed from.
 *
 * @param batch what the step learns from
 * @param text what the discriminator is told of the batch's texts (N, Nd)
 * @param realLogits its logits of the real images with their texts (N)
 * @param networks those that learn
 * @since 0.1.0
 */
public record DiscriminatorContext(Batch batch, NDArray text, NDArray realLogits, LearningNetworks networks) {
    /**
     * The discriminator's answers to other images with the batch's texts.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @return logits (N)
     */
    public NDArray logits(NDArray images) {
        return networks.logits(images, text);
    }
}
