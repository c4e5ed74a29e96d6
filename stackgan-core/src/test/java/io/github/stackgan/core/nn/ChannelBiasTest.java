package io.github.stackgan.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A discriminator without batch normalisation. */
class ChannelBiasTest {
    private static final int N = 3;

    private static Networks networks(Stage.Body body) {
        return Networks.untrained(
                StackGanSettings.of(
                        Small.EMBEDDING,
                        Small.stage1().withBody(body).withDiscriminatorNormalization(Stage.Normalization.NONE),
                        List.of()),
                Optional.empty());
    }

    private static float[] logits(Networks networks, Mode mode, int images) {
        Discriminator discriminator = networks.discriminator(0);
        try (NDManager manager = networks.manager().newSubManager()) {
            NDArray all = manager.create(RandomStream.of(1, "images", 0).normal(N * 3 * 256), new Shape(N, 3, 16, 16));
            NDArray text = manager.create(
                    RandomStream.of(1, "text", 0).normal(N * Small.EMBEDDING), new Shape(N, Small.EMBEDDING));
            NDArray some = all.get(":" + images);
            NDArray said = discriminator.condition(text.get(":" + images), manager.zeros(new Shape(images, 6)));
            return discriminator
                    .conditionalLogits(
                            discriminator.projections(discriminator.features(some, mode), Locations.NONE, said, mode),
                            mode)
                    .toFloatArray();
        }
    }

    /** What makes slopes at one image meaningful; and folded weights answer as those that learn. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "BOTTLENECK"})
    void an_answer_depends_on_its_own_image_alone(Stage.Body body) {
        try (Networks networks = networks(body)) {
            float[] together = logits(networks, Mode.TRAINING, N);
            float[] alone = logits(networks, Mode.TRAINING, 1);
            float[] folded = logits(networks, Mode.EVALUATION, N);
            assertThat(together[0]).isNotZero().isCloseTo(alone[0], within(1e-5f * Math.abs(alone[0]) + 1e-6f));
            for (int i = 0; i < N; i++) {
                assertThat(folded[i]).isCloseTo(together[i], within(1e-4f * Math.abs(together[i]) + 1e-6f));
            }
        }
    }

    /**
     * He et al. (ICCV 2015): a variance of two over the number of inputs; of 4x4 kernels over 4 channels 1/32, within 5
     * standard errors.
     */
    @Test
    void first_weights_are_scaled_to_the_number_of_inputs() {
        try (Networks networks = networks(Stage.Body.PLAIN)) {
            Map<String, Weight> weights = new TreeMap<>();
            networks.discriminator(0).parameters().save("", weights);
            float[] kernel = weights.get("encode_img.2.weight").toFloats();
            double variance = 0;
            for (float number : kernel) {
                variance += (double) number * number / kernel.length;
            }
            double error = Math.sqrt(2.0 / kernel.length) / 32;
            assertThat(variance).isCloseTo(1.0 / 32, within(5 * error));
            assertThat(weights)
                    .containsKeys("encode_img.2.bias", "get_cond_logits.outlogits.0.bias")
                    .allSatisfy((name, weight) -> assertThat(name).doesNotContain("running"));
        }
    }
}
