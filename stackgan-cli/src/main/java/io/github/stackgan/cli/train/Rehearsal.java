package io.github.stackgan.cli.train;

import com.google.common.collect.Ordering;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanBuilder;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.datasets.cache.Shard;
import io.github.stackgan.settings.CheckpointPolicy;
import io.github.stackgan.settings.StagePlan;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.settings.TrainingPlan.WrongPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A few iterations of every stage on a few of the images, thrown away: they tell how long the training will take on
 * this machine, and how much room it needs on disk, before hours are spent.
 */
final class Rehearsal implements TrainingListener {
    /** The first are slow: code is still being compiled, and memory taken. */
    private static final int ITERATIONS = 4;

    /** Shorter trainings tell by themselves. */
    private static final long WORTH_IT = 1000;

    private static final double GIGABYTE = 1e9;

    private final CaptionedImages data;
    private final TrainingPlan plan;
    private final int stages;

    /** By stage; one that is to stay as it is has none. */
    private final Map<Integer, Duration> shortest = new TreeMap<>();

    private long checkpointBytes;

    private Rehearsal(CaptionedImages data, TrainingPlan plan, int stages) {
        this.data = data;
        this.plan = plan;
        this.stages = stages;
    }

    /**
     * What there is to say before a training starts; nothing for a short one.
     *
     * @param folder for a checkpoint, whose size is told; deleted in the end
     */
    static List<String> of(CaptionedImages data, TrainSettings settings, TrainingPlan plan, Path folder) {
        Rehearsal rehearsal = new Rehearsal(data, plan, settings.stages().size());
        if (rehearsal.stages().mapToLong(rehearsal::iterations).sum() < WORTH_IT) {
            return List.of();
        }
        System.err.println("Trying " + ITERATIONS + " iterations of each stage first, to tell how long all will take");
        rehearsal.run(settings, folder);
        return rehearsal.told(folder);
    }

    private IntStream stages() {
        return IntStream.rangeClosed(1, stages);
    }

    private long iterations(int stage) {
        return plan.stage(stage).iterations(data.size());
    }

    private void run(TrainSettings settings, Path folder) {
        // One that was killed may have left it.
        delete(folder);
        StackGanBuilder builder = StackGan.builder()
                .textEncoder(new OneForAll(settings.textEncoder().embeddingSize()))
                .stage1(settings.stage1());
        settings.refinements().forEach(builder::stage);
        try (StackGan gan = builder.build()) {
            gan.train(excerpt(), shortened(folder), this);
        } catch (TrainingException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new TrainingException("Stopped before training began; the same command begins anew", e);
            }
            throw e;
        } finally {
            delete(folder);
        }
    }

    private CaptionedImages excerpt() {
        int most = stages().map(stage -> plan.stage(stage).batchSize()).max().orElseThrow();
        return Shard.of(data, 0, Math.max(1, data.size() / (2 * most)));
    }

    private TrainingPlan shortened(Path folder) {
        List<StagePlan> few = stages().mapToObj(
                        stage -> plan.stage(stage).withMaxIterations(Math.min(ITERATIONS, iterations(stage))))
                .toList();
        return plan.withStages(few)
                .withWrongPairs(WrongPairs.SHIFTED_BATCH)
                .withSampleEvery(ITERATIONS + 1L)
                .withCheckpoints(CheckpointPolicy.in(folder)
                        .withEveryIterations(ITERATIONS + 1L)
                        .withKeep(1));
    }

    private static void delete(Path folder) {
        try {
            if (Files.exists(folder)) {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    @Override
    public void onIteration(Iteration iteration) {
        shortest.merge(iteration.stage(), iteration.time(), Ordering.natural()::min);
    }

    @Override
    public void onCheckpoint(Path checkpoint) {
        try {
            checkpointBytes = Math.max(checkpointBytes, Files.size(checkpoint));
        } catch (IOException e) {
            throw unusable(checkpoint, e);
        }
    }

    private List<String> told(Path folder) {
        List<String> times = new ArrayList<>();
        shortest.forEach((stage, time) ->
                times.add("stage " + stage + " takes about " + text(time.multipliedBy(iterations(stage)))));
        int kept = plan.checkpoints().map(CheckpointPolicy::keep).orElse(0);
        return List.of(
                "On this machine, as busy as it is now, " + String.join(", ", times),
                String.format(
                        Locale.ROOT,
                        "On disk: %d checkpoints of up to %.2f GB; %.0f GB are free",
                        kept,
                        checkpointBytes / GIGABYTE,
                        free(folder) / GIGABYTE));
    }

    private static double free(Path folder) {
        try {
            return Files.getFileStore(folder.toAbsolutePath().getParent()).getUsableSpace();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static StackGanException unusable(Path path, IOException e) {
        return new StackGanException(
                Quoted.of(path) + ", where a training is tried for a few iterations, cannot be used: "
                        + FileFault.reason(e) + "; delete it, or name another folder by --out",
                e);
    }

    private static String text(Duration time) {
        if (time.toHours() >= 10) {
            return time.toHours() + " hours";
        }
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%.1f hours", time.toMinutes() / 60.0)
                : Math.max(1, time.plusSeconds(30).toMinutes()) + " min";
    }

    /** How a text is encoded does not matter to the time of an iteration. */
    private record OneForAll(int embeddingSize) implements TextEncoder {
        @Override
        public float[][] encode(List<String> texts) {
            return new float[texts.size()][embeddingSize];
        }

        @Override
        public String fingerprint() {
            return "one embedding for all texts";
        }
    }
}
