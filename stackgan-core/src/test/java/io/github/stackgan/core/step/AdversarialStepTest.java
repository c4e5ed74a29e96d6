package io.github.stackgan.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Losses;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.terms.InterpolationTerm;
import io.github.stackgan.core.terms.KlTerm;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The interpolation term (Reed et al., ICML 2016, equation 5). After one step Adam's first moment is half the gradient,
 * so moments add up as gradients do.
 */
class AdversarialStepTest {
    private static final int N = 4;
    private static final Stage1 STAGE = Small.stage1()
            .withConditioning(Stage1.ganIntCls().conditioning().withSize(6))
            .withBody(Stage1.ganIntCls().body());

    /** Losses, and the first moments of the generator's weights. */
    private record Outcome(Losses losses, Map<String, float[]> moments) {}

    private static float[][] sentences(int different) {
        float[][] rows = new float[N][];
        for (int i = 0; i < N; i++) {
            rows[i] = RandomStream.of(3, "sentence", i % different).normal(Small.EMBEDDING);
        }
        return rows;
    }

    private static float[][] between(float[][] rows) {
        float[][] result = new float[N][Small.EMBEDDING];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < Small.EMBEDDING; j++) {
                result[i][j] = (rows[i][j] + rows[(i + 1) % N][j]) / 2;
            }
        }
        return result;
    }

    /** The discriminator's learning rate is 0, so every call meets the same one. */
    private static Outcome step(float[][] sentences, double interpolation) {
        StackGanSettings settings = StackGanSettings.of(Small.EMBEDDING, STAGE, List.of());
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager scratch = networks.manager().newSubManager();
                Adam g = Adam.of(networks.manager(), networks.generators().top(), 0.5, 0.999);
                Adam d = Adam.of(networks.manager(), networks.discriminator(0).parameters(), 0.5, 0.999)) {
            LearningNetworks learning = new LearningNetworks(
                    networks.generators(), networks.discriminator(0), Mode.EVALUATION, Mode.TRAINING);
            List<LossTerm<GeneratorContext>> terms = new ArrayList<>(List.of(new KlTerm(STAGE.conditioning())));
            if (interpolation > 0) {
                terms.add(new InterpolationTerm(interpolation));
            }
            AdversarialStep step = new AdversarialStep(learning, new LossTerms(terms, List.of()), g, d);
            NDArray images =
                    scratch.create(RandomStream.of(1, "images", 0).normal(N * 3 * 16 * 16), new Shape(N, 3, 16, 16));
            Losses losses = step.run(
                    new Batch(
                            images,
                            new WrongImages.OfNeighbours(),
                            Locations.NONE,
                            scratch.create(sentences),
                            noise(scratch, settings, 0),
                            noise(scratch, settings, 100),
                            purpose -> RandomStream.of(0, purpose, 0),
                            Optional.empty()),
                    new Rates(1e-3, 0));
            Map<String, Weight> state = new TreeMap<>();
            g.save("", state);
            Map<String, float[]> moments = new TreeMap<>();
            state.forEach((name, weight) -> {
                if (name.startsWith("first.")) {
                    moments.put(name, weight.toFloats());
                }
            });
            return new Outcome(losses, moments);
        }
    }

    private static StackNoise noise(NDManager manager, StackGanSettings settings, long first) {
        List<RandomStream> streams = LongStream.range(first, first + N)
                .mapToObj(i -> RandomStream.of(2, "noise", i))
                .toList();
        return StackNoise.sample(manager, settings, 1, streams);
    }

    /** Each array within 1e-4 of its largest number, or of the largest of all for those that are nearly 0. */
    private static void assertSum(Map<String, float[]> found, Map<String, float[]> one, Map<String, float[]> two) {
        assertThat(found.keySet()).isNotEmpty().isEqualTo(one.keySet()).isEqualTo(two.keySet());
        double largest = 0;
        for (float[] numbers : found.values()) {
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        assertThat(largest).isPositive();
        double tolerance = 1e-4 * largest;
        found.forEach((name, numbers) -> {
            for (int i = 0; i < numbers.length; i++) {
                assertThat((double) numbers[i])
                        .as("%s[%d]", name, i)
                        .isEqualTo(one.get(name)[i] + (double) two.get(name)[i], within(tolerance));
            }
        });
    }

    @Test
    void halfway_between_equal_sentences_the_adversarial_gradient_doubles() {
        Outcome without = step(sentences(1), 0);
        Outcome with = step(sentences(1), 1);
        assertSum(with.moments(), without.moments(), without.moments());
        assertThat(with.losses().values())
                .containsAllEntriesOf(without.losses().values())
                .containsKey("interpolation");
    }

    @Test
    void the_term_is_the_adversarial_loss_of_the_midpoints_of_neighbours() {
        float[][] sentences = sentences(N);
        Outcome without = step(sentences, 0);
        Outcome with = step(sentences, 1);
        assertThat(with.moments()).usingRecursiveComparison().isNotEqualTo(without.moments());
        assertSum(with.moments(), without.moments(), step(between(sentences), 0).moments());
        assertThat(with.losses().values())
                .containsAllEntriesOf(without.losses().values())
                .containsKey("interpolation");
    }
}
