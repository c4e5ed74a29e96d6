package io.github.stackgan.cli.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While it is open, Ctrl-C and SIGTERM interrupt the thread that opened it, and the program waits until it is closed,
 * so that what was learned is saved before it ends.
 */
public final class StopSignals implements AutoCloseable {
    /** An iteration and a checkpoint take longer nowhere. */
    private static final long MOST_MINUTES = 5;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private StopSignals(Thread worker) {
        hook = new Thread(() -> stop(worker), "stackgan-stop");
    }

    /** Until it is closed. */
    public static StopSignals interruptingThisThread() {
        StopSignals signals = new StopSignals(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    private void stop(Thread worker) {
        System.err.println("Stopping after this iteration; what was learned is saved");
        worker.interrupt();
        try {
            if (!closed.await(MOST_MINUTES, TimeUnit.MINUTES)) {
                System.err.println("Ending without a checkpoint after " + MOST_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, by this very hook.
        }
    }
}
