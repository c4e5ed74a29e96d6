package io.github.stackgan.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.gan.JointEncoder;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.settings.Similarity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityLossTest {
    private static final int EMBEDDING = 8;

    @TempDir
    private Path folder;

    private NDArray normal(NDManager manager, String purpose, Shape shape) {
        return manager.create(RandomStream.of(3, purpose, 0).normal((int) shape.size()), shape);
    }

    private Path encoder(NDManager manager, int phrases) {
        Path file = folder.resolve("encoder.safetensors");
        try (Parameters parameters = Parameters.random(manager, 1)) {
            new JointEncoder(parameters, new JointEncoder.Sizes(EMBEDDING, phrases));
            Map<String, Weight> weights = new LinkedHashMap<>();
            parameters.save("", weights);
            Safetensors.write(file, Map.of(), weights);
        }
        return file;
    }

    /**
     * The encoder does not learn, and layers that do not learn are computed in other ways; the generator learns all the
     * same.
     */
    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void its_gradient_is_the_slope_of_the_loss_where_images_come_from_further_operations(int side) {
        try (NDManager manager = PyTorch.manager(Optional.empty());
                SimilarityLoss loss = SimilarityLoss.load(
                        manager, Similarity.by(encoder(manager, 5)).withPhrases(2), EMBEDDING)) {
            NDArray images = normal(manager, "images", new Shape(2, 3, side, side))
                    .mul(0.3f)
                    .duplicate();
            NDArray text = normal(manager, "text", new Shape(2, EMBEDDING));
            NDArray others = normal(manager, "others", new Shape(6, EMBEDDING));
            NDArray inputNoise = JointEncoder.inputNoise(manager, 2, RandomStream.of(3, "grain", 0));
            images.setRequiresGradient(true);
            NDArray gradient;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(loss.of(images.mul(2f), text, others, inputNoise));
                gradient = images.getGradient().duplicate();
            }
            images.setRequiresGradient(false);
            double slope = gradient.square().sum().getFloat();
            assertThat(slope).isGreaterThan(0);
            float step = (float) (1e-3 / Math.sqrt(slope));
            float ahead = loss.of(images.add(gradient.mul(step)).mul(2f), text, others, inputNoise)
                    .getFloat();
            float behind = loss.of(images.sub(gradient.mul(step)).mul(2f), text, others, inputNoise)
                    .getFloat();
            assertThat((ahead - behind) / (2 * step)).isCloseTo((float) slope, Offset.offset((float) (0.05 * slope)));
        }
    }

    @Test
    void an_encoder_that_knows_no_phrases_is_refused_only_if_they_shall_count() {
        try (NDManager manager = PyTorch.manager(Optional.empty())) {
            Similarity similarity = Similarity.by(encoder(manager, 0));
            SimilarityLoss.load(manager, similarity.withPhrases(0), EMBEDDING).close();
            assertThatThrownBy(() -> SimilarityLoss.load(manager, similarity, EMBEDDING))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageEndingWith("encoder.safetensors: this image encoder knows no phrases, but"
                            + " similarity.phrases is 0.2. Train another one, or set similarity.phrases to 0.");
            assertThatThrownBy(() -> similarity.withPhrases(-1))
                    .hasMessage("similarity.phrases is -1.0, but must be at least 0");
        }
    }
}
