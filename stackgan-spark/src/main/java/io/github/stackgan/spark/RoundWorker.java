package io.github.stackgan.spark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.train.GanTrainer;
import io.github.stackgan.core.train.Share;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * One of several workers, on whichever executor its task runs. A round is a run of {@link GanTrainer} that goes on from
 * the driver's checkpoint and ends at its next one, in a folder of its own; so what it gives depends on that checkpoint
 * alone, however often and wherever it is tried.
 */
final class RoundWorker implements Serializable {
    private static final long serialVersionUID = 1;

    /** Networks and optimizers of one task at a time are in an executor's memory. */
    private static final Object TRAINING = new Object();

    private final int rank;
    private final String settings;
    private final PerExecutor<? extends TextEncoder> encoder;
    private final ImageShards shards;
    private final PerExecutor<Kept> part;

    /** A worker's images, and the embeddings of their captions, which are encoded once and not in every round. */
    private static final class Part {
        final CaptionedImages images;
        final EmbeddingCache embeddings;

        Part(CaptionedImages images, TextEncoder encoder) {
            this.images = images;
            embeddings = EmbeddingCache.inMemory(images, encoder, ProgressListener.none());
        }
    }

    /** A part, for as long as there is memory: in each round another executor may get a worker. */
    private static final class Kept {
        private final Supplier<Part> opener;
        private SoftReference<Part> part = new SoftReference<>(null);

        Kept(Supplier<Part> opener) {
            this.opener = opener;
        }

        synchronized Part get() {
            Part known = part.get();
            if (known == null) {
                known = opener.get();
                part = new SoftReference<>(known);
            }
            return known;
        }
    }

    RoundWorker(int rank, StackGanSettings settings, PerExecutor<? extends TextEncoder> encoder, ImageShards shards) {
        this.rank = rank;
        this.settings = Json.write(settings, StackGanSettings.class);
        this.encoder = encoder;
        this.shards = shards;
        part = PerExecutor.of(() -> new Kept(() -> new Part(shards.open(rank), encoder.get())));
    }

    int rank() {
        return rank;
    }

    /** What all workers do in a round. */
    static final class Round implements Serializable {
        private static final long serialVersionUID = 1;

        private final String plan;
        private final long steps;
        private final String checkpoint;
        private final Broadcast<byte[]> content;

        /**
         * A round.
         *
         * @param checkpoint where it begins: a file's name and its bytes, none for a new run
         */
        Round(TrainingPlan plan, long steps, String checkpoint, Broadcast<byte[]> content) {
            this.plan = Json.write(plan, TrainingPlan.class);
            this.steps = steps;
            this.checkpoint = checkpoint;
            this.content = content;
        }

        private TrainingPlan planIn(Path folder) throws IOException {
            byte[] bytes = content.value();
            if (bytes.length > 0) {
                Files.write(folder.resolve(checkpoint), bytes);
            }
            return Json.plan(plan)
                    .withSampleEvery(Long.MAX_VALUE)
                    .withCheckpoints(CheckpointPolicy.in(folder).withEveryIterations(steps));
        }
    }

    /**
     * Trains to the end of a round.
     *
     * @return empty if nothing is left to train
     */
    Optional<RoundState> run(Round round) throws IOException {
        Path folder = Files.createTempDirectory("stackgan-round");
        try {
            RoundReport.Listener listener = new RoundReport.Listener();
            train(round.planIn(folder), listener);
            if (Thread.currentThread().isInterrupted()) {
                throw new TrainingException("Worker " + rank + " was stopped in the middle of a round");
            }
            return listener.checkpoint().map(path -> state(path, listener.report()));
        } finally {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private void train(TrainingPlan plan, RoundReport.Listener listener) {
        StackGanSettings own = Json.settings("the driver", settings);
        // Asked for by each task, so that nothing of it is closed while the task runs.
        CaptionedImages all = shards.all();
        encoder.get();
        Part mine = part.get().get();
        if (plan.wrongPairs() == WrongPairs.OTHER_CLASS) {
            requireTwoClasses(mine.images);
        }
        Share share = new Share(all, mine.images, seed(own.seed()));
        synchronized (TRAINING) {
            try (Networks networks = Networks.untrained(own, Optional.empty())) {
                new GanTrainer(networks, mine.embeddings, share, plan, List.of(listener)).run();
            } catch (RoundReport.RoundEnd e) {
                // As it should.
            }
        }
    }

    /** The first worker's is the settings' own, so that one worker is one machine. */
    private long seed(long own) {
        return rank == 0 ? own : new SplittableRandom(own + rank).nextLong();
    }

    private void requireTwoClasses(CaptionedImages own) {
        if (IntStream.range(0, own.size()).map(own::classOf).distinct().limit(2).count() < 2) {
            throw new TrainingException(
                    "Worker " + rank + " of " + shards.count() + " has images of one class only, so none"
                            + " is a wrong one for a text; use WrongPairs.SHIFTED_BATCH, or fewer workers");
        }
    }

    private RoundState state(Path checkpoint, RoundReport report) {
        SafetensorsFile file = WeightFiles.readOwn(checkpoint);
        return new RoundState(file, file.weights(), report);
    }
}
