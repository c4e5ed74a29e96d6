package io.github.stackgan.core.step;

import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;

/**
 * What the images of the generator that learns are made from.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ImageSource {
    /**
     * Generates an image for each text of a batch.
     *
     * @param batch the texts, and the real images
     * @param noise of the generated images
     * @return images and conditions
     */
    StageOutput generate(Batch batch, StackNoise noise);
}
