package io.github.stackgan.spark;

import io.github.stackgan.Losses;
import io.github.stackgan.TrainingListener;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What workers' listeners would have heard in a round: means of losses; all else is the first worker's. */
final class RoundReport implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, Double> losses = new LinkedHashMap<>();

    /** A loss that is not computed in every iteration is the mean of those in which it is. */
    private final LinkedHashMap<String, Integer> counts = new LinkedHashMap<>();

    private final ArrayList<String> warnings = new ArrayList<>();
    private int iterations;
    private long nanoseconds;
    private long total;
    private int epoch;
    private double rate;

    /** Ends a worker's round at its first checkpoint. */
    static final class RoundEnd extends RuntimeException {
        private static final long serialVersionUID = 1;

        RoundEnd() {
            super("The round has ended", null, false, false);
        }
    }

    /** Fills a report. */
    static final class Listener implements TrainingListener {
        private final RoundReport report = new RoundReport();
        private @Nullable Path checkpoint;

        @Override
        public void onStageStart(StageStart start) {
            report.total = start.totalIterations();
        }

        @Override
        public void onIteration(Iteration iteration) {
            iteration.losses().values().forEach((name, value) -> {
                report.losses.merge(name, (double) value, Double::sum);
                report.counts.merge(name, 1, Integer::sum);
            });
            report.iterations++;
            report.nanoseconds += iteration.time().toNanos();
            report.epoch = iteration.epoch();
            report.rate = iteration.learningRate();
        }

        @Override
        public void onWarning(String message) {
            report.warnings.add(message);
        }

        @Override
        public void onCheckpoint(Path written) {
            checkpoint = written;
            throw new RoundEnd();
        }

        RoundReport report() {
            return report;
        }

        /** Where the worker is after the round; empty if nothing was left to train. */
        Optional<Path> checkpoint() {
            return Optional.ofNullable(checkpoint);
        }
    }

    void add(RoundReport other) {
        other.losses.forEach((name, value) -> losses.merge(name, value, Double::sum));
        other.counts.forEach((name, value) -> counts.merge(name, value, Integer::sum));
        iterations += other.iterations;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Iterations of each of the workers that have been added up. */
    long iterationsOf(int workers) {
        return iterations / workers;
    }

    /** Iterations of the stage in all. */
    long total() {
        return total;
    }

    /** As of one iteration, the round's last. */
    TrainingListener.Iteration iteration(int stage, long iteration, Duration round) {
        Map<String, Float> means = new LinkedHashMap<>();
        losses.forEach((name, sum) -> means.put(name, (float) (sum / counts.getOrDefault(name, 1))));
        Duration steps = Duration.ofNanos(nanoseconds);
        return new TrainingListener.Iteration(
                stage, iteration, epoch, rate, new Losses(means), round, round.minus(steps));
    }
}
