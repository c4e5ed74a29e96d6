package io.github.stackgan.core.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Work on a thread of its own, for which the caller waits. */
public final class OwnThread {
    private OwnThread() {}

    /**
     * Runs work that is never interrupted itself, because a file that an interrupted thread writes is cut off.
     *
     * @param name the thread's name
     * @param work what to do
     * @param onInterrupt called whenever the caller is interrupted; has the work end soon
     * @param <T> what it gives
     * @return what the work gave, when it has ended; the caller is then interrupted if it was meanwhile
     */
    public static <T> T call(String name, Supplier<T> work, Runnable onInterrupt) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, name);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        thread.start();
        return await(task, onInterrupt);
    }

    static <T> T await(FutureTask<T> task, Runnable onInterrupt) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    onInterrupt.run();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // A supplier throws nothing that is checked.
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
