package io.github.stackgan.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.gan.Discriminator;
import io.github.stackgan.core.gan.GeneratorStack;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.step.AdversarialStep;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.DiscriminatorContext;
import io.github.stackgan.core.step.GeneratorContext;
import io.github.stackgan.core.step.ImageAugmentation;
import io.github.stackgan.core.step.LearningNetworks;
import io.github.stackgan.core.step.LossTerm;
import io.github.stackgan.core.step.LossTerms;
import io.github.stackgan.core.terms.GradientPenaltyTerm;
import io.github.stackgan.core.terms.HardNegativeTerm;
import io.github.stackgan.core.terms.InterpolationTerm;
import io.github.stackgan.core.terms.KlTerm;
import io.github.stackgan.core.terms.ReconstructionTerm;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one stage needs while it trains, beyond its networks: both optimizers, the loss terms, and the moving average of
 * its generator.
 */
final class StageTraining implements AutoCloseable {
    private static final int STATISTICS_EVERY = 8;

    /** So long they are moved in every iteration: they begin as an untrained network's. */
    private static final int STATISTICS_BEGIN = 64;

    private static final String GENERATOR_ADAM = "adam.generator.";
    private static final String DISCRIMINATOR_ADAM = "adam.discriminator.";
    private static final String AVERAGE = "average.";

    /** Of a finished stage: the weights that the average was made of. */
    private static final String LAST = "last.";

    private final GeneratorStack generators;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Optional<GeneratorStack> average;
    private final double decay;
    private final Mode frozen;
    private final LearningNetworks learning;
    private final LossTerms terms;

    /**
     * Begins.
     *
     * @param manager owns all memory that is taken but the discriminator's, also if this fails
     */
    StageTraining(Networks networks, int stage, TrainingPlan plan, NDManager manager) {
        StagePlan own = plan.stage(stage + 1);
        generators = networks.generators().lowest(stage + 1);
        Discriminator discriminator = networks.discriminator(stage);
        generatorAdam = Adam.of(manager, generators.top(), plan.beta1(), plan.beta2());
        discriminatorAdam = Adam.of(manager, discriminator.parameters(), plan.beta1(), plan.beta2());
        average = plan.emaDecay().isPresent() ? Optional.of(generators.withCopiedTop(manager)) : Optional.empty();
        decay = plan.emaDecay().orElse(0.0);
        boolean batch = plan.frozenStages() == TrainingPlan.FrozenStages.BATCH_STATISTICS;
        frozen = (batch ? Mode.TRAINING : Mode.EVALUATION).in(plan.precision());
        learning = learning(discriminator, plan, own);
        terms = new LossTerms(ofGenerator(networks.settings().stages(), stage, plan), ofDiscriminator(own));
    }

    private LearningNetworks learning(Discriminator discriminator, TrainingPlan plan, StagePlan own) {
        return new LearningNetworks(
                generators,
                discriminator,
                frozen,
                Mode.TRAINING.in(plan.precision()),
                own.adversarialLoss(),
                new ImageAugmentation(own.augmentations()));
    }

    private static List<LossTerm<GeneratorContext>> ofGenerator(List<Stage> stages, int stage, TrainingPlan plan) {
        List<LossTerm<GeneratorContext>> terms = new ArrayList<>();
        terms.add(new KlTerm(stages.get(stage).conditioning()));
        if (plan.interpolationWeight() > 0) {
            terms.add(new InterpolationTerm(plan.interpolationWeight()));
        }
        double reconstruction = plan.stage(stage + 1).reconstructionWeight();
        if (reconstruction > 0) {
            terms.add(
                    new ReconstructionTerm(reconstruction, stages.get(stage - 1).imageSize()));
        }
        return terms;
    }

    private static List<LossTerm<DiscriminatorContext>> ofDiscriminator(StagePlan plan) {
        List<LossTerm<DiscriminatorContext>> terms = new ArrayList<>();
        if (plan.hardNegativeWeight() > 0) {
            terms.add(new HardNegativeTerm(plan.hardNegativeWeight()));
        }
        plan.gradientPenalty().map(GradientPenaltyTerm::new).ifPresent(terms::add);
        return terms;
    }

    /** What is done in an iteration, 0 for the first. */
    AdversarialStep step(long iteration) {
        return new AdversarialStep(learning, terms.due(iteration), generatorAdam, discriminatorAdam);
    }

    /** What samples are generated with. */
    GeneratorStack best() {
        return average.orElse(generators);
    }

    /**
     * Moves the averaged weights towards those of the last iteration, faster at first: (1 + n) / (10 + n) of the
     * average stays after iteration n, at most the decay, so that the untrained first weights are soon forgotten. The
     * running statistics are the averaged network's own, from what it generates for the first batches and for every
     * eighth: an average of another network's would fit neither.
     */
    void updateAverage(long iteration, Batch batch) {
        float kept = (float) Math.min(decay, (1.0 + iteration) / (10.0 + iteration));
        average.ifPresent(stack -> {
            Map<String, NDArray> now = generators.top().weights();
            stack.top().weights().forEach((name, mean) -> {
                try (NDArray added = Objects.requireNonNull(now.get(name)).mul(1 - kept)) {
                    mean.muli(kept).addi(added);
                }
            });
            stack.top().changed();
            if (iteration < STATISTICS_BEGIN || iteration % STATISTICS_EVERY == 0) {
                stack.forward(
                        batch.embeddings(),
                        batch.locations(),
                        batch.noise(),
                        frozen,
                        Mode.TRAINING.in(frozen.precision()));
            }
        });
    }

    /**
     * The finished stage keeps the average, if there is one.
     *
     * @return saves what the stage needs to be trained further: as {@link #save}, and the last weights, whose place the
     *     average has taken
     */
    Consumer<Map<String, Weight>> finish() {
        Map<String, Weight> last = new LinkedHashMap<>();
        average.ifPresent(stack -> {
            generators.top().save(LAST, last);
            generators.top().copyFrom(stack.top());
        });
        return into -> {
            save(into);
            into.putAll(last);
        };
    }

    void save(Map<String, Weight> into) {
        generatorAdam.save(GENERATOR_ADAM, into);
        discriminatorAdam.save(DISCRIMINATOR_ADAM, into);
        average.ifPresent(stack -> stack.top().save(AVERAGE, into));
    }

    /** Whether weights hold what {@link #save} wrote: checkpoints of finished stages did not always. */
    static boolean isIn(Map<String, Weight> from) {
        return from.keySet().stream().anyMatch(name -> name.startsWith(GENERATOR_ADAM));
    }

    void load(String origin, Map<String, Weight> from) {
        generatorAdam.load(origin, GENERATOR_ADAM, from);
        discriminatorAdam.load(origin, DISCRIMINATOR_ADAM, from);
        // A run that has had no average so far begins it with the weights at hand.
        average.filter(stack -> from.keySet().stream().anyMatch(name -> name.startsWith(AVERAGE)))
                .ifPresent(stack -> stack.top().load(origin, AVERAGE, from));
        if (from.keySet().stream().anyMatch(name -> name.startsWith(LAST))) {
            generators.top().load(origin, LAST, from);
        }
    }

    @Override
    public void close() {
        generatorAdam.close();
        discriminatorAdam.close();
        average.ifPresent(stack -> stack.top().close());
    }
}
