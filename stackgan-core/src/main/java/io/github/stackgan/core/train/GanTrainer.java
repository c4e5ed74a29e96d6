package io.github.stackgan.core.train;

import ai.djl.ndarray.NDManager;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Losses;
import io.github.stackgan.Progress;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.TrainingListener.Sample;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.engine.OwnThread;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.kernels.PrecisionChoice;
import io.github.stackgan.core.optim.TrainingLoop;
import io.github.stackgan.core.step.AdversarialStep;
import io.github.stackgan.core.step.Batch;
import io.github.stackgan.core.step.Rates;
import io.github.stackgan.core.train.BatchSource.HostBatch;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains a stack stage by stage: epochs, listeners, checkpoints (paper section 3.5). What happens in an iteration is
 * {@link AdversarialStep}'s.
 *
 * <p>An iteration depends on the weights, the optimizers, the seed and its own number, on nothing else; a checkpoint
 * holds the first two, so a resumed run goes on to the last bit as an unbroken one.
 *
 * @since 0.1.0
 */
public final class GanTrainer {
    private static final String EMBEDDINGS = "embeddings.safetensors";

    private final Networks networks;
    private final RunIdentity identity;

    /** Set when the caller of {@link #run} is interrupted. */
    private volatile boolean stopping;

    private final StackGanSettings settings;
    private final TextEncoder encoder;
    private final CaptionedImages data;
    private final long seed;
    private final TrainingPlan plan;
    private final List<TrainingListener> listeners;
    private final Optional<Checkpoints> checkpoints;
    private Optional<Path> lastCheckpoint = Optional.empty();
    private boolean resumed;

    /**
     * Prepares training.
     *
     * @param networks what learns
     * @param encoder what reads the captions
     * @param data what to learn from
     * @param plan how long and how
     * @param listeners who hears of it
     */
    public GanTrainer(
            Networks networks,
            TextEncoder encoder,
            CaptionedImages data,
            TrainingPlan plan,
            List<TrainingListener> listeners) {
        this(networks, encoder, Share.whole(data, networks.settings().seed()), plan, listeners);
    }

    /**
     * Prepares training on one of several machines.
     *
     * @param networks what learns
     * @param encoder what reads the captions
     * @param share what this machine learns from
     * @param plan how long and how; epochs are of the machine's own images
     * @param listeners who hears of it
     */
    public GanTrainer(
            Networks networks, TextEncoder encoder, Share share, TrainingPlan plan, List<TrainingListener> listeners) {
        this.networks = networks;
        this.settings = networks.settings();
        this.encoder = encoder;
        data = share.own();
        seed = share.seed();
        // Checkpoints keep what the plan's precision is on this machine.
        this.plan = plan.withPrecision(
                PrecisionChoice.of(plan.precision(), networks.manager().getDevice()));
        this.listeners = List.copyOf(listeners);
        identity = new RunIdentity(settings, share.all(), encoder);
        checkpoints = plan.checkpoints().map(Checkpoints::new);
    }

    /** How this machine trains: the plan, with the precision that AUTO is here. */
    public TrainingPlan plan() {
        return plan;
    }

    /** Whether {@link #run} went on from a checkpoint. */
    public boolean resumed() {
        return resumed;
    }

    /**
     * Trains, or goes on training, on a thread of its own, which also tells the listeners; returns when it is done.
     * Interrupting the caller stops the training after the iteration at hand, with a checkpoint if the plan has any.
     *
     * @return iterations that every stage has been trained for, lowest first
     * @throws TrainingException if a loss becomes NaN or infinite, or checkpoints of another run are in the way
     */
    public List<Long> run() {
        return OwnThread.call(
                "stackgan-trainer",
                () -> NativeMemory.keepingLargeBlocks("stackgan-training", this::train),
                () -> stopping = true);
    }

    private List<Long> train() {
        try (Ending ending = new Ending(listeners)) {
            PlanCheck.requireFits(settings.stages(), plan);
            DataCheck.requireFits(data, plan, settings.stages().size());
            DataCheck.requireLocations(data, settings.stage1());
            Optional<Checkpoints.Found> found = checkpoints.flatMap(c -> c.latest(this::warn));
            RunPosition position = found.map(this::position).orElse(RunPosition.start());
            found.ifPresent(f -> {
                networks.load(f.path().toString(), f.content().weights());
                lastCheckpoint = Optional.of(f.path());
                resumed = true;
            });
            warnOfFinishedStages(position);
            Optional<Checkpoints.Found> begun = position.iteration() > 0 ? found : Optional.empty();
            if (position.finished() && !canGoOn(position, begun)) {
                if (position.stage() == settings.stages().size() - 1) {
                    warn("Nothing is left to train: stage " + settings.stages().size() + " has had its "
                            + position.iteration() + " iterations; ask for more of them, or begin another run in"
                            + " another checkpoint directory");
                    return position.iterations();
                }
                position = position.nextStage();
                begun = Optional.empty();
            }
            EmbeddingTable embeddings = EmbeddingTable.of(
                    data,
                    encoder,
                    plan.checkpoints().map(c -> c.directory().resolve(EMBEDDINGS)),
                    this::prepared,
                    this::warn);
            position = trainStage(position, embeddings, begun);
            while (position.stage() < settings.stages().size() - 1) {
                position = trainStage(position.nextStage(), embeddings, Optional.empty());
            }
            return position.iterations();
        }
    }

    /**
     * A finished stage can be trained further if the plan asks for more now, and its checkpoint still holds the
     * optimizers.
     */
    private boolean canGoOn(RunPosition position, Optional<Checkpoints.Found> found) {
        return total(position.stage()) > position.iteration()
                && found.filter(f -> StageTraining.isIn(f.content().weights())).isPresent();
    }

    /** The stages above have learned from what they generate. */
    private void warnOfFinishedStages(RunPosition position) {
        for (int stage = 0; stage < position.stage(); stage++) {
            long had = position.iterations().get(stage);
            if (had > 0 && total(stage) > had) {
                warn("Stage " + (stage + 1) + " stays as it is after " + had
                        + " iterations, though the plan now asks for "
                        + total(stage)
                        + ": the stages above it have learned from what it generates. To train it further,"
                        + " begin another run that starts from this one's model");
            }
        }
    }

    private long total(int stage) {
        return plan.stage(stage + 1).iterations(data.size());
    }

    private RunPosition trainStage(RunPosition start, EmbeddingTable embeddings, Optional<Checkpoints.Found> begun) {
        int stage = start.stage();
        if (plan.stage(stage + 1).maxIterations().equals(OptionalLong.of(0)) && begun.isEmpty()) {
            return start;
        }
        long done = start.iteration();
        long total = Math.max(done, total(stage));
        BatchSource source = new BatchSource(data, embeddings, plan, settings, seed, stage);
        Sampler sampler = new Sampler(data, embeddings, settings, plan.sampleCount());
        tell(l -> l.onStageStart(new TrainingListener.StageStart(
                stage + 1,
                settings.stages().size(),
                done,
                total,
                plan.stage(stage + 1).batchSize())));
        try (StageTraining training = new StageTraining(networks, stage, plan);
                Prefetcher batches = new Prefetcher(source, done, total)) {
            begun.ifPresent(f -> training.load(f.path().toString(), f.content().weights()));
            StageRun run = new StageRun(start, source, training, batches, sampler);
            new TrainingLoop("stage " + (stage + 1), total, run::notFinite, run::finished)
                    .run(done, total, run::iterate);
            RunPosition end = start.at(total, true);
            checkpoint(end, training.finish());
            if (stopping && stage < settings.stages().size() - 1) {
                throw interrupted(stage, total);
            }
            return end;
        }
    }

    /** The iterations of one stage. */
    private final class StageRun {
        private final RunPosition start;
        private final int stage;
        private final BatchSource source;
        private final StageTraining training;
        private final Prefetcher batches;
        private final Sampler sampler;
        private final DeviceBatches device;
        private final CollapseWatch watch = new CollapseWatch();

        /** Of the iteration that was run last. */
        private Duration time = Duration.ZERO;

        private Duration waiting = Duration.ZERO;

        StageRun(RunPosition start, BatchSource source, StageTraining training, Prefetcher batches, Sampler sampler) {
            this.start = start;
            stage = start.stage();
            this.source = source;
            this.training = training;
            this.batches = batches;
            this.sampler = sampler;
            device = new DeviceBatches(settings, plan, seed, stage);
        }

        Losses iterate(long iteration) {
            long begin = System.nanoTime();
            HostBatch host = batches.take();
            waiting = Duration.ofNanos(System.nanoTime() - begin);
            try (NDManager manager = networks.manager().newSubManager()) {
                Batch batch = device.batch(manager, host, iteration);
                Losses losses = training.step(iteration).run(batch, rates(iteration));
                training.updateAverage(iteration, batch);
                return losses;
            } finally {
                time = Duration.ofNanos(System.nanoTime() - begin);
            }
        }

        private Rates rates(long iteration) {
            return Rates.in(plan.stage(stage + 1), source.epochOf(iteration));
        }

        /** Listeners hear of it; now and then there are samples, and a checkpoint, and one before it stops. */
        void finished(Progress progress) {
            long finished = progress.done();
            long iteration = finished - 1;
            tell(l -> l.onIteration(new TrainingListener.Iteration(
                    stage + 1,
                    finished,
                    source.epochOf(iteration) + 1,
                    rates(iteration).generator(),
                    progress.figures(),
                    time,
                    waiting)));
            watch.losses(progress.figures()).ifPresent(GanTrainer.this::warn);
            boolean last = finished == progress.total();
            if (finished % plan.sampleEvery() == 0 || last) {
                List<Sample> samples = sampler.draw(networks.manager(), training.best());
                watch.samples(finished, samples).ifPresent(GanTrainer.this::warn);
                tell(l -> l.onSamples(stage + 1, finished, samples));
            }
            boolean due = plan.checkpoints()
                    .filter(c -> finished % c.everyIterations() == 0)
                    .isPresent();
            boolean stop = stopping && !last;
            if (stop || due && !last) {
                checkpoint(start.at(finished, false), training::save);
            }
            if (stop) {
                throw interrupted(stage, finished);
            }
        }

        String notFinite(String loss, float value, long iteration) {
            return "Stage " + (stage + 1) + ", iteration " + iteration + ": the loss \"" + loss + "\" is " + value
                    + ", so training stops. The last good checkpoint is "
                    + lastCheckpoint.map(Path::toString).orElse("none, because the plan has no checkpoints so far")
                    + ". Try a smaller learningRate, and look for broken images or embeddings.";
        }
    }

    private TrainingException interrupted(int stage, long finished) {
        return new TrainingException("Training was interrupted after iteration " + finished + " of stage "
                + (stage + 1) + ". "
                + lastCheckpoint
                        .map(path -> "The same run goes on from " + path)
                        .orElse("Nothing is kept, because the plan has no checkpoints"));
    }

    private void checkpoint(RunPosition position, Consumer<Map<String, Weight>> state) {
        if (checkpoints.isEmpty()) {
            return;
        }
        Map<String, Weight> weights = new LinkedHashMap<>();
        networks.saveGenerators(weights);
        networks.saveDiscriminators(weights);
        state.accept(weights);
        Map<String, String> metadata = new LinkedHashMap<>();
        position.write(metadata);
        metadata.putAll(identity.metadata());
        metadata.put("plan", Json.write(plan, TrainingPlan.class));
        Path path = checkpoints.get().write(position.stage() + 1, position.iteration(), metadata, weights);
        lastCheckpoint = Optional.of(path);
        tell(l -> l.onCheckpoint(path));
    }

    private RunPosition position(Checkpoints.Found found) {
        Map<String, String> metadata = found.content().metadata();
        identity.otherThan(found.path(), metadata).ifPresent(difference -> {
            throw new TrainingException(found.path() + " is a checkpoint of another run: it has " + difference
                    + ". Use the same, or another checkpoint directory.");
        });
        List<Long> planned = IntStream.range(0, settings.stages().size())
                .mapToObj(this::total)
                .toList();
        return RunPosition.read(metadata, planned)
                .orElseThrow(() -> new TrainingException(found.path()
                        + " does not say where in the run it was written; delete it to go on from the one before"));
    }

    private void prepared(Progress progress) {
        tell(l -> l.onPreparation(progress));
        if (stopping) {
            throw new TrainingException("Training was interrupted before its first iteration, after " + progress.done()
                    + " of " + progress.total() + " " + progress.what());
        }
    }

    private void warn(String message) {
        tell(l -> l.onWarning(message));
    }

    private void tell(Consumer<TrainingListener> event) {
        listeners.forEach(event);
    }
}
