package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.github.stackgan.core.engine.NativeMemory.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    @AfterEach
    void clear() {
        System.clearProperty(NativeMemory.PROPERTY);
    }

    private static boolean glibc() {
        try {
            return Platform.isLinux()
                    && NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("gnu_get_libc_version") != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    @Test
    void glibc_is_tuned_and_the_answer_stays() {
        assumeTrue(glibc(), "not glibc");
        assertThat(NativeMemory.tune()).isEqualTo(Outcome.TUNED).isEqualTo(NativeMemory.tune());
    }

    @Test
    void the_property_switches_it_off() {
        System.setProperty(NativeMemory.PROPERTY, "OFF");
        assertThat(NativeMemory.decide()).isEqualTo(Outcome.SWITCHED_OFF);
    }

    @Test
    void long_work_gives_its_result_and_its_exception() {
        assertThat(NativeMemory.keepingLargeBlocks("work", () -> 7)).isEqualTo(7);
        RuntimeException broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> NativeMemory.keepingLargeBlocks("work", () -> {
                    throw broken;
                }))
                .isSameAs(broken);
    }

    @Test
    void work_within_work_stays_on_its_thread() {
        Thread[] threads = NativeMemory.keepingLargeBlocks("outer", () ->
                new Thread[] {Thread.currentThread(), NativeMemory.keepingLargeBlocks("inner", Thread::currentThread)});
        assertThat(threads[1]).isSameAs(threads[0]);
    }

    @Test
    void an_interrupt_of_the_caller_reaches_the_work() {
        Thread.currentThread().interrupt();
        boolean heard = NativeMemory.keepingLargeBlocks("work", () -> {
            try {
                Thread.sleep(60_000);
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        assertThat(heard).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_large_block_is_faulted_in_only_once() {
        assumeTrue(glibc(), "not glibc");
        NativeMemory.tune();
        NativeMemory.keepingLargeBlocks("work", () -> {
            assumeTrue(MainArena.isHere(), "another allocator, or more arenas than were tried");
            long first = faultsOfLargeBlock();
            // Of 4 KiB each; of 2 MiB they would be as many as the virtual machine's own.
            assumeTrue(first > 10_000, "large pages");
            long second = faultsOfLargeBlock();
            assertThat(second).isLessThan(first / 4);
            return second;
        });
    }

    /** Page faults of the process while a block of 300 MB is written to. */
    private static long faultsOfLargeBlock() {
        long bytes = 300L << 20;
        long before = faults();
        long block = Native.malloc(bytes);
        new Pointer(block).setMemory(0, bytes, (byte) 1);
        Native.free(block);
        return faults() - before;
    }

    private static long faults() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[7]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
