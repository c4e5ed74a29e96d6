package io.github.stackgan.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.github.stackgan.core.memory.NativeMemory.Outcome;
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
}
