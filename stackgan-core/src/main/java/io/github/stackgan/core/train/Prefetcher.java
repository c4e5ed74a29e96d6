package io.github.stackgan.core.train;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.train.BatchSource.HostBatch;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the next batches on threads of its own while the networks learn from the last. */
final class Prefetcher implements AutoCloseable {
    /** A GPU takes batches faster than a few threads make them. */
    private static final int MOST_WORKERS = 16;

    private static final int LEAST_AHEAD = 4;

    private final BatchSource source;
    private final ExecutorService threads;
    private final Queue<Future<HostBatch>> coming = new ArrayDeque<>();
    private final int ahead;
    private long next;
    private final long end;

    Prefetcher(BatchSource source, long first, long end) {
        this.source = source;
        this.end = end;
        next = first;
        int workers = Math.max(1, Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors() / 2));
        ahead = Math.max(LEAST_AHEAD, workers);
        threads = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "stackgan-data");
            thread.setDaemon(true);
            return thread;
        });
        fill();
    }

    private void fill() {
        for (; coming.size() < ahead && next < end; next++) {
            long iteration = next;
            coming.add(threads.submit(() -> source.batch(iteration)));
        }
    }

    /** The next batch, waited for if it is not ready. */
    HostBatch take() {
        Future<HostBatch> future = coming.remove();
        fill();
        try {
            return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(future));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StackGanException ours) {
                throw ours;
            }
            throw new TrainingException("Training data could not be made ready: " + e.getCause(), e);
        }
    }

    /** Waits for the batches at hand: data and text encoder may be closed next. */
    @Override
    public void close() {
        threads.shutdownNow();
        Uninterruptibles.awaitTerminationUninterruptibly(threads);
    }
}
