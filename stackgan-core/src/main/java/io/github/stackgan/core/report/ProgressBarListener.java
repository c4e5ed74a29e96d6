package io.github.stackgan.core.report;

import com.google.common.base.Suppliers;
import io.github.stackgan.Losses;
import io.github.stackgan.Progress;
import io.github.stackgan.TrainingListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a bar for every stage: iterations done, images per second, time left, and the losses. Where the output is not a
 * terminal, a line is printed every ten seconds instead.
 *
 * @since 0.1.0
 */
public final class ProgressBarListener implements TrainingListener {
    private static final Set<String> PARTS = Set.of("real", "wrong", "fake");
    private static final Map<String, String> SHORT = Map.of("discriminator", "D", "generator", "G", "kl", "KL");

    private static final long SECONDS_BETWEEN_LINES = 10;
    private static final int WIDTH = 120;

    private final PrintStream out;
    private final boolean terminal;
    /** Made when preparation begins, which its time is counted from. */
    private final Supplier<ProgressPrinter> preparation;

    private Optional<ProgressBar> bar = Optional.empty();
    private StageStart stage = new StageStart(1, 1, 0, 0, 1);
    private long started;
    private long lastLine;

    private ProgressBarListener(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        preparation = Suppliers.memoize(() -> ProgressPrinter.to(out));
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
    public void onPreparation(Progress progress) {
        preparation.get().onProgress(progress);
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
                    .setUnit(" iterations", 1)
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build());
        }
    }

    /** The adversarial losses and the further terms; not the parts that the discriminator's loss is the sum of. */
    private static String state(Losses losses) {
        List<String> all = new ArrayList<>();
        losses.values().forEach((name, value) -> {
            if (!PARTS.contains(name)) {
                all.add(String.format(Locale.ROOT, "%s %.3f", SHORT.getOrDefault(name, name), value));
            }
        });
        return String.join(" ", all);
    }

    @Override
    public void onIteration(Iteration iteration) {
        double seconds = (System.nanoTime() - started) / 1e9;
        double perSecond = (iteration.iteration() - stage.iteration()) / Math.max(seconds, 1e-9);
        String state = String.format(
                Locale.ROOT, "%s, %.1f images/s", state(iteration.losses()), perSecond * stage.batchSize());
        bar.ifPresent(b -> b.stepTo(iteration.iteration()).setExtraMessage(state));
        boolean last = iteration.iteration() == stage.totalIterations();
        if (!terminal && (last || seconds - lastLine >= SECONDS_BETWEEN_LINES || iteration.iteration() == 1)) {
            lastLine = (long) seconds;
            long left = (long) ((stage.totalIterations() - iteration.iteration()) / perSecond);
            out.printf(
                    Locale.ROOT,
                    "Stage %d of %d: iteration %d of %d, %s, %d:%02d:%02d left%n",
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
