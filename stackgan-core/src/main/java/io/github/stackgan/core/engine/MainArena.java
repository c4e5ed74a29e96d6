package io.github.stackgan.core.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs work on a thread that glibc serves from its main arena.
 *
 * <p>Every thread belongs to one of glibc's arenas. All but the main one keep blocks of up to 64 MB only; a larger
 * block, such as a wide layer's gradient, is asked of the kernel and given back at once, whatever
 * {@link NativeMemory#tune} said, and its pages are faulted in anew the next time. The main arena keeps blocks of any
 * size. Java's threads rarely belong to it; but once the number of arenas is limited, glibc deals new threads to the
 * old arenas in turn, so threads are started until one is dealt it.
 */
final class MainArena {
    /**
     * More than the arenas of a process on 8 cores; if none of so many has the main arena, the last does the work all
     * the same.
     */
    private static final int MOST_CANDIDATES = 100;

    /** Larger than what a thread keeps aside for itself, so that it comes from the arena. */
    private static final int PROBE_BYTES = 8192;

    /**
     * Before a block stands its size, whose lowest bits say that it is a mapping of its own, or of another arena than
     * the main one.
     */
    private static final long ELSEWHERE = 0b110;

    private static final ThreadLocal<Boolean> WITHIN = ThreadLocal.withInitial(() -> false);

    private MainArena() {}

    static <T> T call(String name, Supplier<T> work) {
        if (WITHIN.get() || isHere()) {
            return work.get();
        }
        OpenMp.release();
        FutureTask<T> task = new FutureTask<>(work::get);
        List<Candidate> candidates = new ArrayList<>();
        try {
            Candidate candidate = new Candidate(name, task);
            candidates.add(candidate);
            while (!candidate.belongs.join() && candidates.size() < MOST_CANDIDATES) {
                candidate = new Candidate(name, task);
                candidates.add(candidate);
            }
            candidate.chosen.complete(true);
            candidates.forEach(c -> c.chosen.complete(false));
            return OwnThread.await(task, candidate.thread::interrupt);
        } finally {
            candidates.forEach(c -> c.chosen.complete(false));
        }
    }

    /** Says whether the current thread belongs to it. */
    static boolean isHere() {
        long block = Native.malloc(PROBE_BYTES);
        try {
            return (new Pointer(block - Native.SIZE_T_SIZE).getLong(0) & ELSEWHERE) == 0;
        } finally {
            Native.free(block);
        }
    }

    /** A thread that lives until it is told whether it does the work, so that its arena is not dealt again. */
    private static final class Candidate {
        private final CompletableFuture<Boolean> belongs = new CompletableFuture<>();
        private final CompletableFuture<Boolean> chosen = new CompletableFuture<>();
        private final Thread thread;

        Candidate(String name, Runnable task) {
            thread = new Thread(() -> run(task), name);
            thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            thread.setDaemon(true);
            thread.start();
        }

        private void run(Runnable task) {
            try {
                belongs.complete(isHere());
            } finally {
                belongs.complete(false);
            }
            WITHIN.set(true);
            if (chosen.join()) {
                task.run();
            }
        }
    }
}
