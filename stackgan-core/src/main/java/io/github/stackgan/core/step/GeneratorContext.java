package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;

/**
 * What a term of the generator's loss is computed from.
 *
 * @param batch what the step learns from
 * @param generated the generated images of the batch's texts, and their conditions
 * @param networks those that learn
 * @since 0.1.0
 */
public record GeneratorContext(Batch batch, StageOutput generated, LearningNetworks networks) {
    /**
     * The adversarial loss of images that are generated for other texts.
     *
     * @param embeddings the texts (N, T)
     * @param noise of the images
     * @return a scalar
     */
    public NDArray adversarialOf(NDArray embeddings, StackNoise noise) {
        return networks.adversarial(
                embeddings,
                batch.locations(),
                networks.generate(embeddings, batch.locations(), noise),
                batch.random().apply("augmentation/others"));
    }
}
