package io.github.stackgan.cli.arguments;

import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.Quoted;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While training or a server runs, Ctrl-C and SIGTERM interrupt its thread, and the program waits for it, so that what
 * was learned is saved, and who waits is answered, before the program ends.
 */
public final class StopSignals {
    /** An iteration and a checkpoint take longer nowhere. */
    private static final long MOST_MINUTES = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private StopSignals(String promise, Thread worker) {
        hook = new Thread(() -> stop(promise, worker), "stackgan-stop");
    }

    /**
     * Trains on this thread.
     *
     * @return 0, or 1 if it ended early, which is then told
     */
    public static int heededBy(Runnable training) {
        return heededBy("Stopping after this iteration; what was learned is saved", training);
    }

    /**
     * Does work on this thread that ends in time when it is interrupted.
     *
     * @param promise what is said when it is told to stop
     * @return 0, or 1 if a training ended early, which is then told
     */
    public static int heededBy(String promise, Runnable work) {
        StopSignals signals = new StopSignals(promise, Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signals.hook);
        try {
            work.run();
            return 0;
        } catch (TrainingException e) {
            // Told while the program still waits, because one that is ending then ends at once.
            System.err.println(Quoted.harmless(String.valueOf(e.getMessage())));
            return 1;
        } finally {
            signals.end();
        }
    }

    private void stop(String promise, Thread worker) {
        System.err.println(promise);
        worker.interrupt();
        try {
            if (!ended.await(MOST_MINUTES, TimeUnit.MINUTES)) {
                System.err.println("Ending all the same after " + MOST_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, by this very hook.
        }
    }
}
