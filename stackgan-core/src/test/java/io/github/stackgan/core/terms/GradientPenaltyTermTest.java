package io.github.stackgan.core.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.Locations;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.loss.GradientPenalty;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.optim.Gradients;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.AdversarialStep;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerms;
import io.github.stackgan.core.step.TrainingStep;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** After one step Adam's first moment is half the gradient. */
class GradientPenaltyTermTest {
    private static final int N = 8;
    private static final double WEIGHT = 3;
    private static final Shape IMAGES = new Shape(N, 3, 16, 16);
    private static final StackGanSettings SETTINGS = StackGanSettings.of(Small.EMBEDDING, Small.stage1(), List.of());

    @Test
    void the_discriminator_s_gradient_is_the_one_without_plus_the_weighted_one_of_the_penalty() {
        Map<String, float[]> without = gradientOfTheStep(0);
        Map<String, float[]> with = gradientOfTheStep(WEIGHT);
        Map<String, float[]> penalty = gradientOfThePenalty();
        double largest = 0;
        for (float[] numbers : penalty.values()) {
            for (float number : numbers) {
                largest = Math.max(largest, WEIGHT * Math.abs(number));
            }
        }
        assertThat(largest).isPositive();
        double tolerance = 1e-4 * largest;
        with.forEach((name, numbers) -> {
            for (int i = 0; i < numbers.length; i++) {
                double sum = without.get(name)[i] + WEIGHT * penalty.get(name)[i];
                assertThat((double) numbers[i]).as("%s[%d]", name, i).isEqualTo(sum, within(tolerance));
            }
        });
    }

    private static Map<String, float[]> gradientOfTheStep(double penalty) {
        try (Networks networks = Networks.untrained(SETTINGS, Optional.empty());
                NDManager manager = networks.manager().newSubManager();
                Adam g = Adam.of(networks.manager(), networks.generators().top(), 0.5, 0.999);
                Adam d = Adam.of(networks.manager(), networks.discriminator(0).parameters(), 0.5, 0.999)) {
            LearningNetworks learning = new LearningNetworks(
                    networks.generators(), networks.discriminator(0), Mode.EVALUATION, Mode.TRAINING);
            LossTerms terms =
                    new LossTerms(List.of(), penalty == 0 ? List.of() : List.of(new GradientPenaltyTerm(penalty)));
            AdversarialStep step = new AdversarialStep(learning, learning.fromNoise(), terms, g, d);
            Batch batch = Batch.shared(
                    normal(manager, "images", IMAGES),
                    normal(manager, "text", new Shape(N, Small.EMBEDDING)),
                    noise(manager));
            step.run(batch, new TrainingStep.Rates(0, 0));
            Map<String, Weight> state = new TreeMap<>();
            d.save("", state);
            Map<String, float[]> gradients = new TreeMap<>();
            state.forEach((name, moment) -> {
                if (name.startsWith("first.")) {
                    gradients.put(name.substring("first.".length()), doubled(moment.toFloats()));
                }
            });
            return gradients;
        }
    }

    private static float[] doubled(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= 2;
        }
        return numbers;
    }

    private static Map<String, float[]> gradientOfThePenalty() {
        try (Networks networks = Networks.untrained(SETTINGS, Optional.empty());
                NDManager manager = networks.manager().newSubManager()) {
            Discriminator discriminator = networks.discriminator(0);
            NDArray text = normal(manager, "text", new Shape(N, Small.EMBEDDING));
            NDArray images = normal(manager, "images", IMAGES);
            discriminator.parameters().requireGradients();
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray condition = discriminator.condition(text, normal(manager, "mean", new Shape(N, 6)));
                NDArray penalty = GradientPenalty.of(
                        logits(discriminator, images, condition),
                        logits(discriminator, images.add(perturbation(manager)), condition));
                List<NDArray> found = Gradients.of(collector, penalty, discriminator.parameters())
                        .of(discriminator.parameters());
                Map<String, float[]> gradients = new TreeMap<>();
                List<String> names =
                        List.copyOf(discriminator.parameters().weights().keySet());
                for (int i = 0; i < names.size(); i++) {
                    gradients.put(names.get(i), found.get(i).toFloatArray());
                }
                return gradients;
            }
        }
    }

    private static NDArray logits(Discriminator discriminator, NDArray images, NDArray condition) {
        Mode mode = Mode.TRAINING;
        NDArray features = discriminator.features(images, mode);
        return discriminator.conditionalLogits(
                discriminator.projections(features, Locations.NONE, condition, mode), mode);
    }

    private static NDArray perturbation(NDManager manager) {
        return GradientPenalty.perturbation(manager, IMAGES, RandomStream.of(0, "moves", 0));
    }

    private static NDArray normal(NDManager manager, String what, Shape shape) {
        return manager.create(RandomStream.of(1, what, 0).normal((int) shape.size()), shape);
    }

    private static StackNoise noise(NDManager manager) {
        List<RandomStream> streams = LongStream.range(0, N)
                .mapToObj(i -> RandomStream.of(2, "noise", i))
                .toList();
        return StackNoise.draw(manager, SETTINGS, 1, streams);
    }
}
