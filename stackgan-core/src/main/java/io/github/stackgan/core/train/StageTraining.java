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
import io.github.stackgan.core.step.Reconstructor;
import io.github.stackgan.core.step.TrainingStep;
import io.github.stackgan.core.terms.GradientPenaltyTerm;
import io.github.stackgan.core.terms.HardNegativeTerm;
import io.github.stackgan.core.terms.InterpolationTerm;
import io.github.stackgan.core.terms.KlTerm;
import io.github.stackgan.core.terms.ReconstructionTerm;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.GradientPenalty;
import io.github.stackgan.settings.Reconstruction;
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
 * What one stage needs while it trains, beyond its networks: both optimizers, the steps, and the moving average of its
 * generator.
 */
final class StageTraining implements AutoCloseable {
    private static final int STATISTICS_EVERY = 8;

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
    private final long warmUpIterations;
    private final Optional<TrainingStep> warmUp;
    private final TrainingStep step;

    /** With the gradient penalty, where that is left out of some iterations. */
    private final Optional<TrainingStep> regularised;

    private final int regularisedEvery;

    StageTraining(Networks networks, int stage, TrainingPlan plan) {
        StagePlan own = plan.stage(stage + 1);
        Stage settings = networks.settings().stages().get(stage);
        generators = networks.generators().lowest(stage + 1);
        Discriminator discriminator = networks.discriminator(stage);
        NDManager manager = networks.manager();
        generatorAdam = Adam.of(manager, generators.top(), plan.beta1(), plan.beta2());
        discriminatorAdam = Adam.of(manager, discriminator.parameters(), plan.beta1(), plan.beta2());
        average = plan.emaDecay().isPresent() ? Optional.of(generators.withCopiedTop(manager)) : Optional.empty();
        decay = plan.emaDecay().orElse(0.0);
        boolean batch = plan.frozenStages() == TrainingPlan.FrozenStages.BATCH_STATISTICS;
        frozen = (batch ? Mode.TRAINING : Mode.EVALUATION).in(plan.precision());
        LearningNetworks learning = learning(discriminator, plan, own);
        Optional<ReconstructionTerm> reconstruction = own.reconstruction().map(r -> reconstruction(r, networks, stage));
        warmUpIterations =
                own.reconstruction().map(Reconstruction::warmUpIterations).orElse(0L);
        warmUp = reconstruction.map(term -> new WarmUpStep(learning, term, generatorAdam));
        LossTerms terms =
                new LossTerms(ofGenerator(settings.conditioning(), plan, reconstruction), ofDiscriminator(own));
        step = new AdversarialStep(learning, terms, generatorAdam, discriminatorAdam);
        Optional<GradientPenalty> lazy = own.gradientPenalty().filter(StageTraining::isLazy);
        regularised = lazy.map(
                penalty -> new AdversarialStep(learning, with(terms, penalty), generatorAdam, discriminatorAdam));
        regularisedEvery = lazy.map(GradientPenalty::everyIterations).orElse(1);
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

    private ReconstructionTerm reconstruction(Reconstruction settings, Networks networks, int stage) {
        int sideBelow = networks.settings().stages().get(stage - 1).imageSize();
        return new ReconstructionTerm(settings.weight(), new Reconstructor(generators, sideBelow));
    }

    private static boolean isLazy(GradientPenalty penalty) {
        return penalty.everyIterations() > 1;
    }

    private static LossTerms with(LossTerms terms, GradientPenalty penalty) {
        List<LossTerm<DiscriminatorContext>> longer = new ArrayList<>(terms.ofDiscriminator());
        longer.add(new GradientPenaltyTerm(penalty));
        return new LossTerms(terms.ofGenerator(), longer);
    }

    private List<LossTerm<GeneratorContext>> ofGenerator(
            Conditioning conditioning, TrainingPlan plan, Optional<ReconstructionTerm> reconstruction) {
        List<LossTerm<GeneratorContext>> terms = new ArrayList<>();
        terms.add(new KlTerm(conditioning));
        if (plan.interpolationWeight() > 0) {
            terms.add(new InterpolationTerm(plan.interpolationWeight()));
        }
        reconstruction.ifPresent(terms::add);
        return terms;
    }

    /** All but a penalty that is left out of some iterations. */
    private static List<LossTerm<DiscriminatorContext>> ofDiscriminator(StagePlan plan) {
        List<LossTerm<DiscriminatorContext>> terms = new ArrayList<>();
        if (plan.hardNegativeWeight() > 0) {
            terms.add(new HardNegativeTerm(plan.hardNegativeWeight()));
        }
        plan.gradientPenalty()
                .filter(penalty -> !isLazy(penalty))
                .map(GradientPenaltyTerm::new)
                .ifPresent(terms::add);
        return terms;
    }

    /** What is done in an iteration, 0 for the first. */
    TrainingStep step(long iteration) {
        if (iteration < warmUpIterations) {
            return warmUp.orElseThrow();
        }
        return iteration % regularisedEvery == 0 ? regularised.orElse(step) : step;
    }

    /** What samples are drawn with. */
    GeneratorStack best() {
        return average.orElse(generators);
    }

    /**
     * Before an iteration. When warming up ends the discriminator wakes: the generator's gradients are other ones from
     * now on, and their moments must not be judged by the old.
     */
    void begin(long iteration) {
        if (iteration == warmUpIterations && warmUp.isPresent()) {
            generatorAdam.restart();
        }
    }

    /**
     * Moves the averaged weights towards those of the last iteration, faster at first: (1 + n) / (10 + n) of the
     * average stays after iteration n, at most the decay, so that the untrained first weights are soon forgotten. The
     * running statistics are the averaged network's own, from what it generates for every eighth batch: an average of
     * another network's would fit neither.
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
            if (iteration % STATISTICS_EVERY == 0) {
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
        average.ifPresent(stack -> stack.top().load(origin, AVERAGE, from));
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
