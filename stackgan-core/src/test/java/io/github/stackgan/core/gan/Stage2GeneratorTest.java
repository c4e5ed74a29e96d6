package io.github.stackgan.core.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.loss.KlDivergence;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Stage2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Stage2GeneratorTest {
    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    private Stage2Generator generator(Stage2.TextInput text) {
        return new Stage2Generator(
                Parameters.random(manager, 1),
                Small.EMBEDDING,
                16,
                Small.stage2().withText(text));
    }

    private NDArray normal(long... shape) {
        return manager.randomNormal(new Shape(shape));
    }

    @Test
    void without_text_a_image_depends_on_the_image_below_alone() {
        NDArray image = normal(2, 3, 16, 16);
        for (Stage2.TextInput text : Stage2.TextInput.values()) {
            Stage2Generator generator = generator(text);
            NDArray one = generator
                    .forward(image, normal(2, Small.EMBEDDING), normal(2, 6), Mode.EVALUATION)
                    .image();
            NDArray two = generator
                    .forward(image, normal(2, Small.EMBEDDING), normal(2, 6), Mode.EVALUATION)
                    .image();
            assertThat(one.contentEquals(two)).isEqualTo(text == Stage2.TextInput.NONE);
        }
    }

    /** 6 channels of condition less into 16 of the joint convolution, and no layer that makes them of 12 numbers. */
    @Test
    void without_text_there_is_no_conditioning_augmentation_and_no_divergence() {
        Stage2Generator without = generator(Stage2.TextInput.NONE);
        assertThat(without.parameters().weights().keySet()).noneMatch(name -> name.startsWith("ca_net"));
        assertThat(generator(Stage2.TextInput.EMBEDDING).parameters().count()
                        - without.parameters().count())
                .isEqualTo(6 * 16 * 9 + 12 * (12 + 1));
        Condition condition = without.forward(
                        normal(2, 3, 16, 16), normal(2, Small.EMBEDDING), normal(2, 6), Mode.EVALUATION)
                .condition();
        assertThat(KlDivergence.of(condition, Conditioning.KlReduction.SUM_OVER_DIMENSIONS)
                        .getFloat())
                .isZero();
    }

    /** It has 3x3 weights of 3 channels for each of 4 feature maps, and a factor and a shift, which are then all 0. */
    @Test
    void a_skip_connection_adds_features_of_the_image_in_its_own_size() {
        NDArray image = normal(2, 3, 16, 16);
        NDArray embedding = normal(2, Small.EMBEDDING);
        NDArray eps = normal(2, 6);
        for (int size : new int[] {32, 64}) {
            Stage2 paper = Small.stage2().withImageSize(size);
            Stage2Generator without = new Stage2Generator(Parameters.random(manager, 1), Small.EMBEDDING, 16, paper);
            Stage2Generator with = new Stage2Generator(
                    Parameters.random(manager, 1),
                    Small.EMBEDDING,
                    16,
                    paper.withSkipConnection(Stage2.SkipConnection.FULL_SIZE));
            assertThat(with.parameters().count() - without.parameters().count()).isEqualTo(3 * 4 * 9 + 2 * 4);
            for (Mode mode : new Mode[] {Mode.TRAINING, Mode.EVALUATION}) {
                NDArray expected = without.forward(image, embedding, eps, mode).image();
                assertThat(with.forward(image, embedding, eps, mode).image().contentEquals(expected))
                        .isFalse();
            }
            with.parameters().weights().get("skip.1.weight").muli(0);
            NDArray expected =
                    without.forward(image, embedding, eps, Mode.TRAINING).image();
            assertThat(with.forward(image, embedding, eps, Mode.TRAINING)
                            .image()
                            .contentEquals(expected))
                    .isTrue();
        }
    }
}
