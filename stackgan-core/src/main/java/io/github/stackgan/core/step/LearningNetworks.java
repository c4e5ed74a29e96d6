package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.gan.StageOutput;
import io.github.stackgan.core.loss.MatchingAwareLoss;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.AdversarialLoss;
import java.util.List;

/**
 * The stage that learns and those below it, which only generate.
 *
 * @param generators the stack up to the stage that learns
 * @param discriminator of that stage
 * @param frozen how the stages below compute
 * @param learning how the stage that learns computes
 * @param loss how the discriminator's answers become losses
 * @param augmentation what images go through before the discriminator sees them
 * @since 0.1.0
 */
public record LearningNetworks(
        GeneratorStack generators,
        Discriminator discriminator,
        Mode frozen,
        Mode learning,
        AdversarialLoss loss,
        ImageAugmentation augmentation) {
    /**
     * Networks that learn by cross entropy from images as they are: the paper's.
     *
     * @param generators the stack up to the stage that learns
     * @param discriminator of that stage
     * @param frozen how the stages below compute
     * @param learning how the stage that learns computes
     */
    public LearningNetworks(GeneratorStack generators, Discriminator discriminator, Mode frozen, Mode learning) {
        this(generators, discriminator, frozen, learning, AdversarialLoss.CROSS_ENTROPY, ImageAugmentation.NONE);
    }

    /**
     * Generates an image for each text of a batch from noise, through all stages.
     *
     * @param batch the texts and their images' locations
     * @param noise of the images
     * @return the highest stage's images and conditions
     */
    public StageOutput generate(Batch batch, StackNoise noise) {
        return generate(batch.embeddings(), batch.locations(), noise);
    }

    /**
     * Generates images from noise, through all stages.
     *
     * @param embeddings phi(t) (N, T)
     * @param where the images' locations
     * @param noise of the images
     * @return the highest stage's images and conditions
     */
    public StageOutput generate(NDArray embeddings, Locations where, StackNoise noise) {
        List<StageOutput> outputs = generators.forward(embeddings, where, noise, frozen, learning);
        return outputs.get(outputs.size() - 1);
    }

    /**
     * The generator's adversarial loss (paper equations 4 and 6, first terms).
     *
     * @param embeddings phi(t) (N, T)
     * @param where the images' locations
     * @param generated images of these texts
     * @param random the chance in what images go through
     * @return a scalar
     */
    public NDArray adversarial(NDArray embeddings, Locations where, StageOutput generated, RandomStream random) {
        NDArray features = discriminator.features(augmentation.of(generated.image(), random), learning);
        NDArray text = discriminator.condition(embeddings, generated.condition().mean());
        return MatchingAwareLoss.generator(
                loss,
                discriminator.conditionalLogits(discriminator.projections(features, where, text, learning), learning),
                discriminator.unconditionalLogits(features, learning));
    }

    /**
     * The discriminator's answers.
     *
     * @param images (N, 3, S, S) in [-1, 1]
     * @param where their locations
     * @param text what it is told of their texts (N, Nd)
     * @return logits (N)
     */
    public NDArray logits(NDArray images, Locations where, NDArray text) {
        NDArray features = discriminator.features(images, learning);
        return discriminator.conditionalLogits(discriminator.projections(features, where, text, learning), learning);
    }
}
