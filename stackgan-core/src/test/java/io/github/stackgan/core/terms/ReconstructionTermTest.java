package io.github.stackgan.core.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Losses;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.AdversarialStep;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerm;
import io.github.stackgan.core.step.LossTerms;
import io.github.stackgan.core.step.Rates;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** After one step Adam's first moment is half the gradient, so moments add up as gradients do. */
class ReconstructionTermTest {
    private static final int N = 4;

    /** Losses, the first moments of the generator's weights, and its running statistics. */
    private record Outcome(Losses losses, Map<String, float[]> moments, Map<String, float[]> statistics) {}

    private static float reconstructionAfterOneStep(double rate) {
        return once(5, true, rate).losses().get("reconstruction");
    }

    /**
     * With a learning rate of 0.
     *
     * @param weight of the term, 0 for none
     * @param alone whether the generator learns by the term alone
     * @param before learning rates of steps on the same batch that come before
     */
    private static Outcome once(double weight, boolean alone, double... before) {
        StackGanSettings settings = Small.settings();
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager scratch = networks.manager().newSubManager();
                Adam g = Adam.of(networks.manager(), networks.generators().top(), 0.5, 0.999);
                Adam d = Adam.of(networks.manager(), networks.discriminator(1).parameters(), 0.5, 0.999)) {
            BiFunction<Batch, Double, Losses> step = step(networks, weight, alone, g, d);
            List<RandomStream> streams = LongStream.range(0, N)
                    .mapToObj(i -> RandomStream.of(2, "noise", i))
                    .toList();
            StackNoise noise = StackNoise.sample(scratch, settings, 2, streams);
            Batch batch = Batch.shared(
                    scratch.create(RandomStream.of(1, "images", 0).normal(N * 3 * 32 * 32), new Shape(N, 3, 32, 32)),
                    scratch.create(
                            RandomStream.of(3, "text", 0).normal(N * Small.EMBEDDING), new Shape(N, Small.EMBEDDING)),
                    noise);
            for (double rate : before) {
                step.apply(batch, rate);
            }
            Losses losses = step.apply(batch, 0.0);
            Map<String, Weight> state = new TreeMap<>();
            g.save("", state);
            Map<String, float[]> moments = new TreeMap<>();
            state.forEach((name, value) -> {
                if (name.startsWith("first.")) {
                    moments.put(name, value.toFloats());
                }
            });
            Map<String, Weight> weights = new TreeMap<>();
            networks.generators().top().save("", weights);
            Map<String, float[]> statistics = new TreeMap<>();
            weights.forEach((name, value) -> {
                if (name.contains("running")) {
                    statistics.put(name, value.toFloats());
                }
            });
            return new Outcome(losses, moments, statistics);
        }
    }

    private static BiFunction<Batch, Double, Losses> step(
            Networks networks, double weight, boolean alone, Adam g, Adam d) {
        LearningNetworks learning =
                new LearningNetworks(networks.generators(), networks.discriminator(1), Mode.EVALUATION, Mode.TRAINING);
        Conditioning conditioning = networks.settings().stages().get(1).conditioning();
        ReconstructionTerm term = new ReconstructionTerm(weight, 16);
        if (alone) {
            return (batch, rate) -> step(learning, term, g, batch, rate);
        }
        List<LossTerm<GeneratorContext>> terms = new ArrayList<>(List.of(new KlTerm(conditioning)));
        if (weight > 0) {
            terms.add(term);
        }
        AdversarialStep step = new AdversarialStep(learning, new LossTerms(terms, List.of()), g, d);
        return (batch, rate) -> step.run(batch, new Rates(rate, 0));
    }

    private static Losses step(LearningNetworks learning, ReconstructionTerm term, Adam g, Batch batch, double rate) {
        Parameters generator = learning.generators().top();
        try (Recording recording = Recording.of(generator)) {
            NDArray difference =
                    term.value(new GeneratorContext(batch, learning.generate(batch, batch.noise()), learning));
            g.step(recording.gradients(difference.mul(term.weight()), generator), rate);
            return Losses.none().with(term.name(), difference.getFloat());
        }
    }

    @Test
    void it_adds_its_weighted_gradient_to_the_adversarial_one() {
        Outcome without = once(0, false);
        Outcome with = once(5, false);
        Outcome alone = once(5, true);
        double largest = 0;
        for (float[] numbers : alone.moments().values()) {
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        assertThat(largest).isPositive();
        double tolerance = 1e-4 * largest;
        with.moments().forEach((name, numbers) -> {
            for (int i = 0; i < numbers.length; i++) {
                double sum = without.moments().get(name)[i]
                        + (double) alone.moments().get(name)[i];
                assertThat((double) numbers[i]).as("%s[%d]", name, i).isEqualTo(sum, within(tolerance));
            }
        });
        assertThat(with.losses().get("reconstruction"))
                .isPositive()
                .isEqualTo(alone.losses().get("reconstruction"));
        assertThat(with.losses().get("generator")).isEqualTo(without.losses().get("generator"));
        assertThat(without.losses().has("reconstruction")).isFalse();
    }

    @Test
    void beside_the_adversarial_loss_it_leaves_running_statistics_to_generated_images() {
        Map<String, float[]> without = once(0, false).statistics();
        assertThat(without).isNotEmpty();
        assertThat(once(5, false).statistics()).usingRecursiveComparison().isEqualTo(without);
    }

    /** A step against the gradient that is small enough lowers the loss of the same batch. */
    @Test
    void a_small_step_lowers_the_difference() {
        Losses before = once(5, true).losses();
        assertThat(reconstructionAfterOneStep(1e-5)).isLessThan(before.get("reconstruction"));
        assertThat(reconstructionAfterOneStep(0)).isEqualTo(before.get("reconstruction"));
    }
}
