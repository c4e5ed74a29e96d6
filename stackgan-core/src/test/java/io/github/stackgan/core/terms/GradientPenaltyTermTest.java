package io.github.stackgan.core.terms;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.github.stackgan.core.optim.Recording;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.DiscriminatorContext;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.testing.Small;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Held against {@link DoubleDiscriminator}, which computes the same network in double precision: slopes by its inputs
 * and the penalty's gradient by its weights are differences there.
 */
class GradientPenaltyTermTest {
    private static final int N = 2;
    private static final int SIDE = 16;

    /** The engine compiles a script after it has watched it twice. */
    private static final int RUNS = 4;

    private static final StackGanSettings SETTINGS = StackGanSettings.of(
            Small.EMBEDDING, Small.stage1().withDiscriminatorNormalization(Stage.Normalization.NONE), List.of());

    private final Networks networks = Networks.untrained(SETTINGS, Optional.empty());
    private final Discriminator discriminator = networks.discriminator(0);
    private final float[] images = RandomStream.of(1, "images", 0).normal(N * 3 * SIDE * SIDE);
    private final float[] texts = RandomStream.of(1, "texts", 0).normal(N * Small.EMBEDDING);

    @AfterEach
    void close() {
        networks.close();
    }

    private record Outcome(float value, Map<String, float[]> gradients) {}

    private Outcome penalty(GradientPenalty settings) {
        try (NDManager manager = networks.manager().newSubManager();
                Recording recording = Recording.of(discriminator.parameters())) {
            NDArray value = new GradientPenaltyTerm(settings).value(context(manager));
            List<NDArray> found =
                    recording.gradients(value, discriminator.parameters()).of(discriminator.parameters());
            List<String> names =
                    List.copyOf(discriminator.parameters().weights().keySet());
            Map<String, float[]> gradients = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                gradients.put(names.get(i), found.get(i).toFloatArray());
            }
            return new Outcome(value.getFloat(), gradients);
        }
    }

    private DiscriminatorContext context(NDManager manager) {
        LearningNetworks learning =
                new LearningNetworks(networks.generators(), discriminator, Mode.EVALUATION, Mode.TRAINING);
        NDArray real = manager.create(images, new Shape(N, 3, SIDE, SIDE));
        NDArray embeddings = manager.create(texts, new Shape(N, Small.EMBEDDING));
        NDArray mean = manager.zeros(new Shape(N, 6));
        NDArray text = discriminator.condition(embeddings, mean);
        NDArray features = discriminator.features(real, Mode.TRAINING);
        JointProjections pairs = discriminator.projections(features, Locations.NONE, text, Mode.TRAINING);
        StackNoise noise = new StackNoise(manager.zeros(new Shape(N, 5)), List.of(mean));
        return new DiscriminatorContext(Batch.shared(real, embeddings, noise), mean, text, pairs, learning);
    }

    private double expected(DoubleDiscriminator oracle, GradientPenalty.Kind kind) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double[] image = slice(images, i, 3 * SIDE * SIDE);
            double[] text = slice(texts, i, Small.EMBEDDING);
            double byImage = oracle.squaredSlope(image, image, text);
            sum += switch (kind) {
                case R1 -> byImage / 2;
                case MATCHING_AWARE -> Math.pow(byImage + oracle.squaredSlope(text, image, text), 3);
            };
        }
        return sum / N;
    }

    private static double[] slice(float[] rows, int row, int width) {
        double[] result = new double[width];
        for (int i = 0; i < width; i++) {
            result[i] = rows[row * width + i];
        }
        return result;
    }

    private void assertExact(GradientPenalty settings) {
        DoubleDiscriminator oracle = DoubleDiscriminator.of(discriminator.parameters());
        double value = expected(oracle, settings.kind());
        Map<String, Double> slopes = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            Outcome found = penalty(settings);
            assertThat((double) found.value()).isCloseTo(value, within(1e-3 * value));
            double largest = largest(found.gradients().values());
            assertThat(largest).isPositive();
            for (Map.Entry<String, float[]> weight : found.gradients().entrySet()) {
                for (int place : places(weight.getValue())) {
                    double slope = slopes.computeIfAbsent(
                            weight.getKey() + place,
                            key -> oracle.byWeight(weight.getKey(), place, o -> expected(o, settings.kind())));
                    assertThat((double) weight.getValue()[place])
                            .as("%s[%d] in run %d", weight.getKey(), place, run)
                            .isCloseTo(slope, within(1e-3 * largest));
                }
            }
        }
    }

    private static double largest(Iterable<float[]> all) {
        double largest = 0;
        for (float[] numbers : all) {
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        return largest;
    }

    /** The steepest of a weight's numbers, and its first. */
    private static List<Integer> places(float[] gradient) {
        int steepest = 0;
        for (int i = 0; i < gradient.length; i++) {
            steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
        }
        return new ArrayList<>(new java.util.TreeSet<>(List.of(0, steepest)));
    }

    @Test
    void r1_and_its_gradient_are_those_of_double_precision() {
        assertExact(GradientPenalty.r1(10));
    }

    @Test
    void the_matching_aware_penalty_and_its_gradient_are_those_of_double_precision() {
        assertExact(GradientPenalty.matchingAware());
    }

    @Test
    void what_is_left_out_counts_as_often_more() {
        GradientPenalty lazy = GradientPenalty.r1(10).withEveryIterations(16);
        assertThat(new GradientPenaltyTerm(lazy).weight()).isEqualTo(160);
        assertThat(new GradientPenaltyTerm(GradientPenalty.matchingAware()).weight())
                .isEqualTo(2);
    }
}
