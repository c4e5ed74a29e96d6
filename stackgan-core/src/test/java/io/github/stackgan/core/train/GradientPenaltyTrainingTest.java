package io.github.stackgan.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.Precision;
import io.github.stackgan.StackGanSettings;
import io.github.stackgan.core.loss.GradientPenalty;
import io.github.stackgan.core.nn.Discriminator;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Networks;
import io.github.stackgan.core.nn.StackNoise;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.testing.Small;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GradientPenaltyTrainingTest {
    private static final int N = 8;
    private static final int STEPS = 40;
    private static final Shape PICTURES = new Shape(N, 3, 16, 16);

    @Test
    void a_discriminator_that_pays_for_steep_answers_stays_flatter() {
        double free = slopeAfterTraining(0);
        assertThat(free).isPositive();
        assertThat(slopeAfterTraining(1)).isLessThan(free / 4);
    }

    /** Of a discriminator that has learned for a while against a generator that does not. */
    private static double slopeAfterTraining(double penalty) {
        StackGanSettings settings = StackGanSettings.of(Small.EMBEDDING, Small.stage1(), List.of());
        try (Networks networks = Networks.untrained(settings, Optional.empty());
                NDManager manager = networks.manager().newSubManager();
                Adam g = Adam.of(networks.manager(), networks.generators().top(), 0.5, 0.999);
                Adam d = Adam.of(networks.manager(), networks.discriminator(0).parameters(), 0.5, 0.999)) {
            AdversarialStep step = new AdversarialStep(
                    Small.stage1(),
                    networks.generators(),
                    Mode.EVALUATION,
                    Precision.FLOAT32,
                    networks.discriminator(0),
                    new AdversarialStep.Terms(Optional.empty(), 0, 0, false, penalty),
                    g,
                    d);
            NDArray images = normal(manager, "images", PICTURES);
            NDArray text = normal(manager, "text", new Shape(N, Small.EMBEDDING));
            for (int i = 0; i < STEPS; i++) {
                try (NDManager scratch = manager.newSubManager()) {
                    Optional<NDArray> moves = penalty == 0 ? Optional.empty() : Optional.of(moves(scratch, i));
                    step.run(
                            new Batch(
                                    images.duplicate(),
                                    Optional.empty(),
                                    text.duplicate(),
                                    noise(scratch, settings, i),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    moves),
                            new AdversarialStep.Rates(0, 1e-3));
                }
            }
            Discriminator discriminator = networks.discriminator(0);
            NDArray condition = discriminator.condition(text, normal(manager, "mean", new Shape(N, 6)));
            return GradientPenalty.of(
                            logits(discriminator, images, condition),
                            logits(discriminator, images.add(moves(manager, STEPS)), condition))
                    .getFloat();
        }
    }

    private static NDArray logits(Discriminator discriminator, NDArray images, NDArray condition) {
        Mode mode = Mode.TRAINING;
        NDArray features = discriminator.features(images, mode);
        return discriminator.conditionalLogits(discriminator.shares(features, condition, mode), mode);
    }

    private static NDArray moves(NDManager manager, int step) {
        return GradientPenalty.moves(manager, PICTURES, RandomStream.of(1, "moves", step));
    }

    private static NDArray normal(NDManager manager, String what, Shape shape) {
        return manager.create(RandomStream.of(1, what, 0).normal((int) shape.size()), shape);
    }

    private static StackNoise noise(NDManager manager, StackGanSettings settings, int step) {
        List<RandomStream> streams = LongStream.range(0, N)
                .mapToObj(i -> RandomStream.of(step, "noise", i))
                .toList();
        return StackNoise.draw(manager, settings, 1, streams);
    }
}
