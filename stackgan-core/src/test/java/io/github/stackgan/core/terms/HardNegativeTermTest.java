package io.github.stackgan.core.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.JointProjections;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.DiscriminatorContext;
import io.github.stackgan.core.step.ImageAugmentation;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.WrongImages;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.AdversarialLoss;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HardNegativeTermTest {
    private static final int N = 4;
    private static final Mode MODE = Mode.TRAINING;

    private static NDArray normal(NDManager manager, String what, long... shape) {
        Shape s = new Shape(shape);
        return manager.create(RandomStream.of(1, what, 0).normal((int) s.size()), s);
    }

    private static DiscriminatorContext context(
            Networks networks, NDManager manager, AdversarialLoss loss, Optional<NDArray> negatives) {
        Discriminator discriminator = networks.discriminator(0);
        LearningNetworks learning = new LearningNetworks(
                networks.generators(), discriminator, Mode.EVALUATION, MODE, loss, ImageAugmentation.NONE);
        NDArray images = normal(manager, "images", N, 3, 16, 16);
        NDArray embeddings = normal(manager, "texts", N, Small.EMBEDDING);
        NDArray mean = manager.zeros(new Shape(N, 6));
        NDArray text = discriminator.condition(embeddings, mean);
        JointProjections pairs =
                discriminator.projections(discriminator.features(images, MODE), Locations.NONE, text, MODE);
        StackNoise noise = new StackNoise(manager.zeros(new Shape(N, 5)), List.of(mean));
        Batch batch = new Batch(
                images,
                new WrongImages.OfNeighbours(),
                Locations.NONE,
                embeddings,
                noise,
                noise,
                purpose -> RandomStream.of(0, purpose, 0),
                negatives);
        return new DiscriminatorContext(batch, mean, text, pairs, learning);
    }

    /**
     * The hinge of 0 is 1 and the entropy of 0 log 2; the answers are those that the discriminator gives when it reads
     * all anew.
     */
    @ParameterizedTest
    @EnumSource(AdversarialLoss.class)
    void the_real_images_with_the_other_texts_are_pairs_that_are_not_real(AdversarialLoss loss) {
        Stage1 stage = Small.stage1().withDiscriminatorNormalization(Stage.Normalization.NONE);
        try (Networks networks =
                        Networks.untrained(StackGanSettings.of(Small.EMBEDDING, stage, List.of()), Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            NDArray negatives = normal(manager, "negatives", N, Small.EMBEDDING);
            DiscriminatorContext context = context(networks, manager, loss, Optional.of(negatives));
            NDArray told = networks.discriminator(0).condition(negatives, context.mean());
            double expected = 0;
            for (float logit : context.networks()
                    .logits(context.batch().images(), Locations.NONE, told)
                    .toFloatArray()) {
                expected += switch (loss) {
                    case CROSS_ENTROPY -> Math.log1p(Math.exp(logit)) / N;
                    case HINGE -> Math.max(0, 1 + (double) logit) / N;
                };
            }
            double found = new HardNegativeTerm(1).value(context).getFloat();
            assertThat(found).isCloseTo(expected, within(1e-5 * (1 + expected)));
        }
    }

    @Test
    void a_batch_without_them_is_a_fault() {
        try (Networks networks = Networks.untrained(
                        StackGanSettings.of(Small.EMBEDDING, Small.stage1(), List.of()), Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            DiscriminatorContext context = context(networks, manager, AdversarialLoss.CROSS_ENTROPY, Optional.empty());
            assertThatThrownBy(() -> new HardNegativeTerm(1).value(context))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the batch has no hard negatives");
        }
    }
}
