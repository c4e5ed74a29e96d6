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
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.engine.FolderLock;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final StackGanSettings settings;
    private final TextEncoder encoder;
    private final CaptionedImages data;
    private final long seed;
    private final TrainingPlan plan;
    private final List<TrainingListener> listeners;
    private final RunCheckpoints checkpoints;

    /** What this run goes on from, until its stage has taken what it needs. */
    private Optional<Checkpoints.Found> found = Optional.empty();

    private RunPosition reached = RunPosition.start();
    private boolean resumed;
    /** Set when the caller of {@link #run} is interrupted. */
    private volatile boolean stopping;

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
        checkpoints = new RunCheckpoints(networks, new RunIdentity(settings, share.all(), encoder), this.plan);
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
     * Says what the stages have been trained for by other runs. One that goes on from a checkpoint goes by what that
     * says.
     *
     * @param iterations of every stage, lowest first; without this, none
     * @return this trainer
     */
    public GanTrainer after(List<Long> iterations) {
        checkpoints.setBefore(iterations);
        return this;
    }

    /**
     * What the stages have been trained for in all, by this run as far as it has come and by those before it.
     *
     * @return iterations of every stage, lowest first
     */
    public List<Long> iterations() {
        List<Long> before = checkpoints.before();
        List<Long> now = reached.iterations();
        return IntStream.range(0, before.size())
                .mapToObj(stage -> before.get(stage) + (stage < now.size() ? now.get(stage) : 0))
                .toList();
    }

    /**
     * Trains, or goes on training, on a thread of its own, which also tells the listeners; returns when it is done.
     * Interrupting the caller stops the training after the iteration at hand, with a checkpoint if the plan has any.
     *
     * @throws TrainingException if a loss becomes NaN or infinite, checkpoints of another run are in the way, or
     *     another training writes checkpoints to the same directory now
     */
    public void run() {
        reached = OwnThread.call(
                "stackgan-trainer",
                () -> NativeMemory.keepingLargeBlocks("stackgan-training", this::train),
                () -> stopping = true);
    }

    private RunPosition train() {
        try (Ending ending = new Ending(listeners);
                FolderLock lock = plan.checkpoints()
                        .map(policy -> FolderLock.of(policy.directory()))
                        .orElse(null)) {
            PlanCheck.requireFits(settings.stages(), plan);
            DataCheck.requireFits(data, plan, settings.stages().size());
            DataCheck.requireLocations(data, settings.stage1());
            requireEncoderOfNewTexts();
            RunPosition position = begin();
            if (found.isEmpty()
                    && IntStream.rangeClosed(1, settings.stages().size()).noneMatch(plan::trains)) {
                return position;
            }
            warnOfFinishedStages(position);
            if (position.finished() && !canGoOn(position)) {
                if (position.stage() == settings.stages().size() - 1) {
                    warn(nothingLeft(position));
                    return position;
                }
                position = position.nextStage();
                found = Optional.empty();
            }
            EmbeddingTable embeddings = EmbeddingTable.of(
                    data,
                    encoder,
                    plan.checkpoints().map(c -> c.directory().resolve(EMBEDDINGS)),
                    this::prepared,
                    this::warn);
            position = trainStage(position, embeddings);
            while (position.stage() < settings.stages().size() - 1) {
                position = trainStage(position.nextStage(), embeddings);
            }
            return position;
        }
    }

    /** Hard negatives are texts that no caption is. */
    private void requireEncoderOfNewTexts() {
        for (int stage = 1; stage <= settings.stages().size(); stage++) {
            if (!EmbeddingCache.readsNewTexts(encoder)
                    && plan.stage(stage).hardNegativeWeight() > 0
                    && total(stage - 1) > 0) {
                throw new TrainingException("The plan of stage " + stage + " has a hardNegativeWeight, whose texts are"
                        + " new ones, but the text encoder knows precomputed embeddings alone; choose a"
                        + " hardNegativeWeight of 0, or an encoder that reads any text");
            }
        }
    }

    /** Where the run begins: at its newest checkpoint, whose weights the networks have then. */
    private RunPosition begin() {
        found = checkpoints.latest(this::warn);
        int stages = settings.stages().size();
        RunPosition position = found.map(f -> checkpoints.resume(f, stages)).orElse(RunPosition.start());
        resumed = found.isPresent();
        if (position.iteration() == 0) {
            found = Optional.empty();
        }
        reached = position;
        return position;
    }

    /**
     * A finished stage can be trained further if the plan asks for more now, and its checkpoint still holds the
     * optimizers.
     */
    private boolean canGoOn(RunPosition position) {
        return total(position.stage()) > position.iteration()
                && found.filter(f -> StageTraining.isIn(f.content().weights())).isPresent();
    }

    private String nothingLeft(RunPosition position) {
        String had = "Nothing is left to train: stage " + settings.stages().size() + " has had its "
                + position.iteration() + " iterations";
        return total(position.stage()) > position.iteration()
                ? had + ", and its checkpoint does not hold the optimizers to go on with; begin another run that starts"
                        + " from this one's model"
                : had + "; ask for more of them, or begin another run in another checkpoint directory";
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

    private RunPosition trainStage(RunPosition start, EmbeddingTable embeddings) {
        int stage = start.stage();
        if (!plan.trains(stage + 1) && found.isEmpty()) {
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
        try (NDManager memory = networks.manager().newSubManager();
                StageTraining training = new StageTraining(networks, stage, plan, memory);
                Prefetcher batches = new Prefetcher(source, done, total)) {
            found.ifPresent(f -> training.load(f.path().toString(), f.content().weights()));
            found = Optional.empty();
            StageRun run = new StageRun(start, source, training, batches, sampler);
            new TrainingLoop("stage " + (stage + 1), total, run::notFinite, run::finished)
                    .run(done, total, run::iterate);
            reached = start.at(total, true);
            checkpoint(reached, training.finish());
            if (stopping
                    && IntStream.rangeClosed(stage + 2, settings.stages().size())
                            .anyMatch(plan::trains)) {
                throw interrupted(stage, total);
            }
            return reached;
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
            return Rates.of(plan.stage(stage + 1), iteration, source.epochOf(iteration));
        }

        /** Listeners hear of it; now and then there are samples, and a checkpoint, and one before it stops. */
        void finished(Progress progress) {
            long finished = progress.done();
            long iteration = finished - 1;
            reached = start.at(finished, false);
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
                List<Sample> samples = sampler.generate(networks.manager(), training.best());
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
                    + checkpoints.last().map(Path::toString).orElse("none, because the plan has no checkpoints so far")
                    + ". Try a smaller learningRate, and look for broken images or embeddings.";
        }
    }

    private TrainingException interrupted(int stage, long finished) {
        return new TrainingException("Training was interrupted after iteration " + finished + " of stage "
                + (stage + 1) + ". "
                + checkpoints
                        .last()
                        .map(path -> "The same run goes on from " + path)
                        .orElse("Nothing is kept, because the plan has no checkpoints"));
    }

    private void checkpoint(RunPosition position, Consumer<Map<String, Weight>> state) {
        checkpoints.write(position, state, this::warn).ifPresent(path -> tell(l -> l.onCheckpoint(path)));
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
