package io.github.stackgan.spark;

import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.checks.Require;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.engine.FolderLock;
import io.github.stackgan.core.train.RunPosition;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Experimental: training on a cluster by rounds of local steps (Stich, <i>Local SGD Converges Fast and Communicates
 * Little</i>, ICLR 2019; McMahan et al., AISTATS 2017). In each round the driver sends its checkpoint to all workers;
 * each trains a number of iterations on its part of the data; what their checkpoints hold is averaged, and is the
 * driver's next one.
 *
 * <pre>{@code
 * Path last = SparkTraining.of(settings, encoder, ImageShards.of(images, 4))
 *         .withSteps(100)
 *         .train(session, TrainingPlan.recommended().withCheckpoints(CheckpointPolicy.in(folder)));
 * }</pre>
 *
 * <p>A worker's order and noise depend on seed, worker and iteration alone, and means are added up in one order: the
 * same run gives the same weights to the last bit, however its tasks are dealt out and whichever of them are tried
 * again. One worker gives one machine's. A run goes on from its newest checkpoint, with as many workers as before or
 * others; one machine can go on from it too. Iterations and epochs of a plan are those of a worker: in an epoch each
 * goes through its own part.
 *
 * <p>A GAN's mean is not the mean of GANs: far apart, the average of two generators generates neither's images. What
 * holds them together is that rounds are short and begin in one place.
 *
 * @since 0.1.0
 */
public final class SparkTraining {
    private static final long STEPS = 50;

    private final StackGanSettings settings;
    private final PerExecutor<? extends TextEncoder> encoder;
    private final ImageShards shards;
    private final long steps;

    private SparkTraining(
            StackGanSettings settings, PerExecutor<? extends TextEncoder> encoder, ImageShards shards, long steps) {
        this.settings = settings;
        this.encoder = encoder;
        this.shards = shards;
        this.steps = steps;
    }

    /**
     * A training of one worker for each part of the data, with rounds of 50 steps.
     *
     * @param settings the stack's; their seed decides where it begins
     * @param encoder how executors open what reads the captions
     * @param shards what the workers learn from
     * @return the training; nothing is opened yet
     */
    public static SparkTraining of(
            StackGanSettings settings, PerExecutor<? extends TextEncoder> encoder, ImageShards shards) {
        return new SparkTraining(settings, encoder, shards, STEPS);
    }

    /**
     * The same with rounds of another length. Longer ones send less, and let workers drift further apart.
     *
     * @param count iterations of every worker in a round, at least 1; a round also ends with its stage
     * @return a copy
     */
    public SparkTraining withSteps(long count) {
        Require.positive("steps", count);
        return new SparkTraining(settings, encoder, shards, count);
    }

    /**
     * Trains, or goes on training, all stages. After every round there is a checkpoint, as the plan's policy keeps
     * them, whatever its interval.
     *
     * @param session the application; it should have as many cores for tasks as there are workers, or more
     * @param plan how long and how, with {@link TrainingPlan#checkpoints()} on the driver's machine
     * @param listeners hear of stages, checkpoints, warnings of the first worker, and after each round of one
     *     iteration, its last: with the means of the round's losses over all workers, the whole round's time, and as
     *     waiting what the first worker's steps were not
     * @return the last checkpoint, which {@code StackGan.load} reads
     * @throws TrainingException if the plan has no checkpoints, or asks for no iterations, or those that are there
     *     cannot be gone on from, or another training writes some now
     */
    public Path train(SparkSession session, TrainingPlan plan, TrainingListener... listeners) {
        CheckpointPolicy policy = plan.checkpoints()
                .orElseThrow(() -> new TrainingException("The plan has no checkpoints, but each round begins with one;"
                        + " give it TrainingPlan.withCheckpoints(CheckpointPolicy.in(folder))"));
        Checkpoints checkpoints = new Checkpoints(policy);
        OpenResources.closeWith(session.sparkContext());
        Run run = new Run(JavaSparkContext.fromSparkContext(session.sparkContext()), plan, checkpoints, listeners);
        try (FolderLock lock = FolderLock.of(policy.directory())) {
            return run.toEnd();
        } finally {
            run.tell(TrainingListener::onEnd);
        }
    }

    private List<RoundWorker> workers() {
        return IntStream.range(0, shards.count())
                .mapToObj(rank -> new RoundWorker(rank, settings, encoder, shards))
                .toList();
    }

    /** The rounds of one call. */
    private final class Run {
        private final JavaSparkContext context;
        private final TrainingPlan plan;
        private final Checkpoints checkpoints;
        private final List<TrainingListener> listeners;
        private final List<RoundWorker> workers = workers();
        private int toldStage = -1;

        Run(JavaSparkContext context, TrainingPlan plan, Checkpoints checkpoints, TrainingListener... listeners) {
            this.context = context;
            this.plan = plan;
            this.checkpoints = checkpoints;
            this.listeners = List.of(listeners);
        }

        Path toEnd() {
            Optional<Path> last = checkpoints.latest(this::warn).map(Checkpoints.Found::path);
            boolean ended = false;
            while (!ended) {
                long begin = System.nanoTime();
                Optional<RoundState> state = round(last);
                if (state.isEmpty()) {
                    warn("Nothing is left to train: ask for more iterations, or begin in another folder");
                    break;
                }
                last = Optional.of(write(state.get(), Duration.ofNanos(System.nanoTime() - begin)));
                RunPosition position = state.get().position();
                ended = position.finished()
                        && position.stage() == settings.stages().size() - 1;
            }
            return last.orElseThrow(() -> new TrainingException(
                    "The plan asks for no iterations of any stage; give one of them epochs or maxIterations"));
        }

        private Optional<RoundState> round(Optional<Path> start) {
            Broadcast<byte[]> content = context.broadcast(start.map(Run::bytes).orElse(new byte[0]));
            try {
                String name =
                        start.map(path -> String.valueOf(path.getFileName())).orElse("");
                RoundWorker.Round round = new RoundWorker.Round(plan, steps, name, content);
                JavaPairRDD<Integer, RoundState> states = context.parallelize(workers, workers.size())
                        .flatMapToPair(worker -> worker.run(round).stream()
                                .map(state -> new Tuple2<>(worker.rank(), state))
                                .iterator());
                return PairwiseReduction.reduce(states, workers.size(), RoundState::plus);
            } finally {
                content.destroy();
            }
        }

        private static byte[] bytes(Path checkpoint) {
            try {
                return Files.readAllBytes(checkpoint);
            } catch (IOException e) {
                throw new TrainingException(checkpoint + " cannot be read: " + e + "; look at its disk", e);
            }
        }

        private Path write(RoundState state, Duration time) {
            RunPosition position = state.position();
            int stage = position.stage() + 1;
            RoundReport report = state.report();
            report.warnings().forEach(this::warn);
            if (toldStage != stage) {
                toldStage = stage;
                long before = position.iteration() - report.iterationsOf(workers.size());
                tell(l -> l.onStageStart(new TrainingListener.StageStart(
                        stage,
                        settings.stages().size(),
                        before,
                        report.total(),
                        plan.stage(stage).batchSize() * workers.size())));
            }
            TrainingListener.Iteration iteration = report.iteration(stage, position.iteration(), time);
            tell(l -> l.onIteration(iteration));
            Map<String, String> metadata = state.metadata();
            metadata.put("workers", workers.size() + ", averaged every " + steps + " steps");
            metadata.put("plan", Json.write(plan, TrainingPlan.class));
            Path path = checkpoints.write(stage, position.iteration(), metadata, state.mean(), this::warn);
            tell(l -> l.onCheckpoint(path));
            return path;
        }

        private void warn(String message) {
            tell(l -> l.onWarning(message));
        }

        private void tell(Consumer<TrainingListener> event) {
            listeners.forEach(event);
        }
    }
}
