package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Reads mutated and truncated files: only our exception may come out, for bounded work and memory. */
public final class Attack {
    private static final int MUTATIONS = Integer.getInteger("stackgan.mutations", 1000);

    /** What opening a file takes at least, and what each byte of it may cost. */
    private static final long ALLOCATION = 16 << 20;

    private static final long ALLOCATION_PER_BYTE = 256;

    /** Of processor time, which no other program prolongs. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Attack() {}

    /** Attacks a reader with what becomes of a whole file. */
    public static void on(byte[] whole, Path file, Consumer<Path> reader) throws IOException {
        on(whole, file, ALLOCATION_PER_BYTE, reader);
    }

    /** The same, of a reader that passes over what it cannot read. */
    public static void harmless(byte[] whole, Path file, long allocationPerByte, Consumer<Path> reader)
            throws IOException {
        attack(whole, file, allocationPerByte, reader);
    }

    /** The same, of a reader that may take more memory for each byte: images are compressed. */
    public static void on(byte[] whole, Path file, long allocationPerByte, Consumer<Path> reader) throws IOException {
        assertThat(attack(whole, file, allocationPerByte, reader)).isPositive();
    }

    /** How many are refused. */
    private static int attack(byte[] whole, Path file, long allocationPerByte, Consumer<Path> reader)
            throws IOException {
        Random random = new Random(whole.length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] content = mutation(whole, random);
            Files.write(file, content);
            long start = threads.getCurrentThreadCpuTime();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            try {
                reader.accept(file);
            } catch (DatasetException e) {
                refused++;
                assertThat(e.getMessage())
                        .contains(String.valueOf(file.getFileName()))
                        .hasSizeLessThan(1500);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                    .as("mutation %s", i)
                    .isLessThan(ALLOCATION + allocationPerByte * content.length);
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                    .as("mutation %s", i)
                    .isLessThan(LONGEST);
        }
        return refused;
    }

    /** Changes bytes where structure is dense: at the beginning, at the end, or anywhere; or cuts the file short. */
    private static byte[] mutation(byte[] bytes, Random random) {
        if (random.nextInt(5) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] result = bytes.clone();
        int dense = Math.min(bytes.length, 2000);
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int place =
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(dense);
                        case 1 -> bytes.length - 1 - random.nextInt(dense);
                        default -> random.nextInt(bytes.length);
                    };
            result[place] = (byte) random.nextInt(256);
        }
        return result;
    }
}
