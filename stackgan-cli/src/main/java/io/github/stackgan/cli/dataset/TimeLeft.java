package io.github.stackgan.cli.dataset;

import io.github.stackgan.datasets.cache.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Tells every few seconds how much is done, and how long the rest will take if it goes on like this. */
public final class TimeLeft implements Progress {
    private static final long EVERY_MILLIS = 5_000;

    private final String what;
    private final String of;
    private final InstantSource clock;
    private final PrintStream to;
    private final AtomicLong start;
    private final AtomicLong next;

    TimeLeft(String what, String of, InstantSource clock, PrintStream to) {
        this.what = what;
        this.of = of;
        this.clock = clock;
        this.to = to;
        start = new AtomicLong(clock.millis());
        next = new AtomicLong(start.get() + EVERY_MILLIS);
    }

    public static TimeLeft toStderr(String what, String of) {
        return new TimeLeft(what, of, InstantSource.system(), System.err);
    }

    @Override
    public void finished(int done, int total) {
        long now = clock.millis();
        if (done == total) {
            to.printf(Locale.ROOT, "%s %d %s in %s%n", what, total, of, text((now - start.get()) / 1000));
            // What comes next, such as another size, has a time of its own.
            start.set(now);
            return;
        }
        long due = next.get();
        if (now >= due && next.compareAndSet(due, now + EVERY_MILLIS)) {
            long left = (now - start.get()) * (total - done) / done / 1000;
            to.printf(Locale.ROOT, "%s %d of %d %s, %s left%n", what, done, total, of, text(left));
        }
    }

    private static String text(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return time.toMinutes() == 0 ? seconds + " s" : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
