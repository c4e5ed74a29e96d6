package io.github.stackgan.cli.experiment;

import io.github.stackgan.StackGanException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.cli.arguments.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Ends a training at the first checkpoint after it has used its processor time, which other programs on the machine do
 * not change much. What was used is kept beside the checkpoints, so that a run that was stopped has the rest.
 */
final class CpuBudget implements TrainingListener {
    private final Path file;
    private final double seconds;
    private final DoubleSupplier clock;
    private double start;
    private long iteration;

    /**
     * What a training has used, up to its last checkpoint.
     *
     * @param seconds of processor time, of all threads
     * @param iterations of them
     */
    record Spent(double seconds, long iterations) {
        static Spent read(Path file) {
            if (Files.notExists(file)) {
                return new Spent(0, 0);
            }
            try {
                String[] parts = Files.readString(file).strip().split(" ");
                return new Spent(Double.parseDouble(parts[0]), Long.parseLong(parts[1]));
            } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new StackGanException(file + " should hold seconds and iterations; delete its folder: " + e, e);
            }
        }
    }

    /** The budget is spent; the training goes on from its last checkpoint, and has nothing left to do there. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private CpuBudget(Path file, double seconds, DoubleSupplier clock) {
        this.file = file;
        this.seconds = seconds;
        this.clock = clock;
    }

    /** A budget of this process. */
    static CpuBudget of(Path file, double seconds) {
        return new CpuBudget(file, seconds, CpuBudget::used);
    }

    private static double used() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new StackGanException("This system does not tell a process's processor time;"
                                + " give the methods maxIterations in place of cpuMinutes"))
                        .toNanos()
                / 1e9;
    }

    /** A budget by another clock. */
    static CpuBudget by(DoubleSupplier clock, Path file, double seconds) {
        return new CpuBudget(file, seconds, clock);
    }

    Spent spent() {
        return Spent.read(file);
    }

    boolean exhausted() {
        return spent().seconds() >= seconds;
    }

    @Override
    public void onStageStart(StageStart stage) {
        start = clock.getAsDouble() - spent().seconds();
    }

    @Override
    public void onIteration(Iteration done) {
        iteration = done.iteration();
    }

    @Override
    public void onCheckpoint(Path checkpoint) {
        double used = clock.getAsDouble() - start;
        TextFile.write(file, String.format(Locale.ROOT, "%.1f %d%n", used, iteration));
        if (used >= seconds) {
            throw new Exhausted();
        }
    }
}
