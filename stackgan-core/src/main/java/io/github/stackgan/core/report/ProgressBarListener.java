package io.github.stackgan.core.report;

import io.github.stackgan.TrainingListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a bar for every stage: iterations done, pictures per second, time left, and the losses. Where the output is not a
 * terminal, a line is printed every ten seconds instead.
 *
 * @since 0.1.0
 */
public final class ProgressBarListener implements TrainingListener {
    private static final long SECONDS_BETWEEN_LINES = 10;
    private static final int WIDTH = 120;

    private final PrintStream out;
    private final boolean terminal;
    private Optional<ProgressBar> bar = Optional.empty();
    private StageStart stage = new StageStart(1, 1, 0, 0, 1);
    private long started;
    private long lastLine;

    private ProgressBarListener(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Writes to standard error.
     *
     * @return the listener
     */
    public static ProgressBarListener toStderr() {
        return new ProgressBarListener(System.err, System.console() != null);
    }

    /**
     * Writes lines to any stream.
     *
     * @param out the stream
     * @return the listener
     */
    public static ProgressBarListener to(PrintStream out) {
        return new ProgressBarListener(out, false);
    }

    @Override
    public void onStageStart(StageStart start) {
        closeBar();
        stage = start;
        started = System.nanoTime();
        lastLine = 0;
        if (terminal) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName("Stage " + start.stage() + " of " + start.stages())
                    .setInitialMax(start.totalIterations())
                    .startsFrom(start.iteration(), Duration.ZERO)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(500)
                    .setSpeedUnit(ChronoUnit.SECONDS)
                    .setUnit(" pictures", 1)
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build());
        }
    }

    @Override
    public void onIteration(Iteration iteration) {
        Losses losses = iteration.losses();
        double seconds = (System.nanoTime() - started) / 1e9;
        double perSecond = (iteration.iteration() - stage.iteration()) / Math.max(seconds, 1e-9);
        String state = String.format(
                Locale.ROOT,
                "D %.3f G %.3f KL %.3f%s, %.1f pictures/s",
                losses.discriminator(),
                losses.generator(),
                losses.kl(),
                losses.reconstruction() == 0
                        ? ""
                        : String.format(Locale.ROOT, " reconstruction %.3f", losses.reconstruction()),
                perSecond * stage.batchSize());
        bar.ifPresent(b -> b.stepTo(iteration.iteration()).setExtraMessage(state));
        boolean last = iteration.iteration() == stage.totalIterations();
        if (!terminal && (last || seconds - lastLine >= SECONDS_BETWEEN_LINES || iteration.iteration() == 1)) {
            lastLine = (long) seconds;
            long left = (long) ((stage.totalIterations() - iteration.iteration()) / perSecond);
            out.printf(
                    Locale.ROOT,
                    "Stage %d of %d: %d/%d, %s, %d:%02d:%02d left%n",
                    stage.stage(),
                    stage.stages(),
                    iteration.iteration(),
                    stage.totalIterations(),
                    state,
                    left / 3600,
                    left / 60 % 60,
                    left % 60);
        }
    }

    @Override
    public void onCheckpoint(Path checkpoint) {
        if (!terminal) {
            out.println("Checkpoint " + checkpoint);
        }
    }

    @Override
    public void onWarning(String message) {
        out.println((terminal ? "\n" : "") + "Warning: " + message);
    }

    @Override
    public void onEnd() {
        closeBar();
    }

    private void closeBar() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
