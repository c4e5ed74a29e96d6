package io.github.stackgan.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * What time is measured by. On one thread ({@code OMP_NUM_THREADS=1}) what counts is its time on the processor, so that
 * other programs disturb little; on more, the clock.
 */
final class Clock {
    /** As many as the environment's OMP_NUM_THREADS says, else as there are cores. */
    static final int THREADS = Integer.parseInt(System.getenv()
            .getOrDefault("OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors())));

    private Clock() {}

    /** Nanoseconds from any moment on, of the calling thread. */
    static long now() {
        return THREADS == 1 ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }
}
