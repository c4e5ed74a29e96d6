package io.github.stackgan.core.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.function.Supplier;

/**
 * Tells the C library to keep large blocks of memory for the process.
 *
 * <p>By default glibc gives every large tensor back to the kernel when it is freed, and faults its pages in again a
 * moment later for the next one; training then spends a good part of its time in the kernel. The setting takes effect
 * for what is allocated later, so it is made before the engine loads; {@code StackGan} and the text encoders do that by
 * themselves.
 *
 * <p>It works on glibc alone and does nothing elsewhere. The process then keeps the memory of its busiest moment. To
 * switch it off, set the system property {@value #PROPERTY} to {@code off}.
 *
 * @since 0.1.0
 */
public final class NativeMemory {
    /** Set to {@code off}, it leaves the C library as it is. */
    public static final String PROPERTY = "stackgan.nativeMemory";

    // From glibc's malloc.h.
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;

    /** Glibc reads it as the largest number there is: never trim. */
    private static final int NEVER = -1;

    private static final int TOP_PAD_BYTES = 256 << 20;

    private static final Outcome OUTCOME = decide();

    /** What {@link #tune} did. */
    public enum Outcome {
        /** The C library keeps large blocks from now on. */
        TUNED,
        /** The property forbids it. */
        SWITCHED_OFF,
        /** This is not glibc, or it did not listen. */
        NOT_SUPPORTED
    }

    private NativeMemory() {}

    /**
     * Makes the setting, once for the process; later calls do nothing.
     *
     * @return what came of it
     */
    public static Outcome tune() {
        return OUTCOME;
    }

    /**
     * Runs long work where even the largest blocks are kept, if {@link #tune} tuned anything: on a thread of glibc's
     * main arena. Elsewhere the calling thread does it. The caller waits for the end, and interrupting it interrupts
     * the work.
     *
     * @param name the thread's name
     * @param work what to do
     * @param <T> what it gives
     * @return what the work gave
     */
    public static <T> T keepingLargeBlocks(String name, Supplier<T> work) {
        return tune() == Outcome.TUNED ? MainArena.call(name, work) : work.get();
    }

    static Outcome decide() {
        if ("off".equalsIgnoreCase(System.getProperty(PROPERTY))) {
            return Outcome.SWITCHED_OFF;
        }
        if (!Platform.isLinux()) {
            return Outcome.NOT_SUPPORTED;
        }
        try {
            NativeLibrary c = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);
            // Only glibc has this function; musl's mallopt, where there is one, does nothing.
            c.getFunction("gnu_get_libc_version");
            // PyTorch reads it when it first allocates: blocks of 2 MB and more ask for huge pages.
            c.getFunction("setenv").invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "1", 0});
            Function mallopt = c.getFunction("mallopt");
            boolean heard = mallopt(mallopt, M_MMAP_MAX, 0)
                    & mallopt(mallopt, M_TRIM_THRESHOLD, NEVER)
                    & mallopt(mallopt, M_TOP_PAD, TOP_PAD_BYTES)
                    & mallopt(mallopt, M_ARENA_MAX, 1);
            return heard ? Outcome.TUNED : Outcome.NOT_SUPPORTED;
        } catch (LinkageError | RuntimeException e) {
            return Outcome.NOT_SUPPORTED;
        }
    }

    private static boolean mallopt(Function mallopt, int parameter, int value) {
        return mallopt.invokeInt(new Object[] {parameter, value}) == 1;
    }
}
