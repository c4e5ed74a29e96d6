package io.github.stackgan.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where in a run a checkpoint was written.
 *
 * @param iterations that every stage so far has been trained for, Stage-I first; the last is the stage at hand
 * @param finished whether the stage at hand has had all the iterations that its plan asked for then, and keeps its
 *     average
 * @since 0.1.0
 */
public record RunPosition(List<Long> iterations, boolean finished) {
    private static final String ITERATIONS = "iterations";
    private static final String FINISHED = "finished";
    private static final String BEFORE = "before";

    /** Copies the list. */
    public RunPosition {
        iterations = List.copyOf(iterations);
    }

    static RunPosition start() {
        return new RunPosition(List.of(0L), false);
    }

    /** The stage at hand, 0 for Stage-I. */
    public int stage() {
        return iterations.size() - 1;
    }

    /** How many the stage at hand has had. */
    public long iteration() {
        return iterations.get(stage());
    }

    RunPosition at(long iteration, boolean nowFinished) {
        List<Long> moved = new ArrayList<>(iterations);
        moved.set(stage(), iteration);
        return new RunPosition(moved, nowFinished);
    }

    RunPosition nextStage() {
        List<Long> longer = new ArrayList<>(iterations);
        longer.add(0L);
        return new RunPosition(longer, false);
    }

    void write(Map<String, String> metadata) {
        metadata.put(ITERATIONS, joined(iterations));
        metadata.put(FINISHED, String.valueOf(finished));
    }

    /** What other runs had trained the stages for when this one began. */
    static void writeBefore(List<Long> iterations, Map<String, String> metadata) {
        metadata.put(BEFORE, joined(iterations));
    }

    /** What {@link #writeBefore} wrote; empty for checkpoints of versions before it, or of other stages. */
    public static Optional<List<Long>> before(Map<String, String> metadata, int stages) {
        try {
            return Optional.ofNullable(metadata.get(BEFORE))
                    .map(RunPosition::counts)
                    .filter(counts -> counts.size() == stages && counts.stream().allMatch(n -> n >= 0));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String joined(List<Long> counts) {
        return counts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> counts(String joined) {
        return Arrays.stream(joined.split(",")).map(Long::valueOf).toList();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param stages how many the run has; empty for a position beyond them, and for what makes no sense
     */
    public static Optional<RunPosition> read(Map<String, String> metadata, int stages) {
        try {
            boolean finished = Boolean.parseBoolean(metadata.get(FINISHED));
            return Optional.ofNullable(metadata.get(ITERATIONS))
                    .map(RunPosition::counts)
                    .filter(counts -> counts.size() <= stages && counts.stream().allMatch(n -> n >= 0))
                    .map(counts -> new RunPosition(counts, finished));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
