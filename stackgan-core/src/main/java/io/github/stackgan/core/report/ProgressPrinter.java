package io.github.stackgan.core.report;

import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells every few seconds how much is done, and how long the rest will take if it goes on like this; of training also
 * the figures, each the mean since the line before, because those of one batch say little.
 *
 * @since 0.1.0
 */
public final class ProgressPrinter implements ProgressListener {
    private static final long EVERY_MILLIS = 5_000;

    private final InstantSource clock;
    private final PrintStream to;
    private final Map<String, Mean> means = new LinkedHashMap<>();
    private String what = "";
    private long start;
    private long next;

    /** When the work was first heard of, and what was done then: an earlier run may have done most of it. */
    private long heard;

    private long before;

    private static final class Mean {
        private double sum;
        private long count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return sum / count;
        }
    }

    ProgressPrinter(InstantSource clock, PrintStream to) {
        this.clock = clock;
        this.to = to;
        start = clock.millis();
    }

    /**
     * Writes to standard error.
     *
     * @return the listener
     */
    public static ProgressPrinter toStderr() {
        return to(System.err);
    }

    /**
     * Writes lines to any stream.
     *
     * @param out the stream
     * @return the listener
     */
    public static ProgressPrinter to(PrintStream out) {
        return new ProgressPrinter(InstantSource.system(), out);
    }

    @Override
    public synchronized void onProgress(Progress progress) {
        long now = clock.millis();
        if (!progress.what().equals(what)) {
            begin(progress, now);
        }
        progress.figures().values().forEach((name, value) -> means.computeIfAbsent(name, n -> new Mean())
                .add(value));
        if (progress.done() == progress.total()) {
            print("%s: %d in %s%s%n", name(), progress.total(), text(now - start), figures());
            what = "";
            // What comes next, such as another size, has a time of its own.
            start = now;
        } else if (now >= next) {
            next = now + EVERY_MILLIS;
            print("%s: %d of %d%s%s%n", name(), progress.done(), progress.total(), figures(), left(progress, now));
        }
    }

    /** Of what was done before it was heard of, nobody knows how long it took. */
    private String left(Progress progress, long now) {
        long done = progress.done() - before;
        return done == 0 ? "" : ", " + text((now - heard) * (progress.total() - progress.done()) / done) + " left";
    }

    private void begin(Progress progress, long now) {
        if (!what.isEmpty()) {
            start = now;
        }
        what = progress.what();
        next = start + EVERY_MILLIS;
        heard = now;
        before = progress.done();
        means.clear();
    }

    private void print(String format, Object... values) {
        to.printf(Locale.ROOT, format, values);
    }

    private String name() {
        return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    }

    private String figures() {
        StringBuilder text = new StringBuilder();
        means.forEach((name, mean) -> text.append(String.format(Locale.ROOT, ", %s %.3f", name, mean.value())));
        means.clear();
        return text.toString();
    }

    private static String text(long millis) {
        Duration time = Duration.ofMillis(millis);
        long seconds = time.toSeconds();
        return time.toMinutes() == 0 ? seconds + " s" : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
