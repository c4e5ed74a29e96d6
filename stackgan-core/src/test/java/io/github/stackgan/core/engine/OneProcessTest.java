package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneProcessTest {
    @TempDir
    private Path folder;

    @Test
    void works_do_not_overlap() {
        OneProcess one = new OneProcess(folder.resolve("new"), Duration.ofMinutes(1));
        AtomicInteger inside = new AtomicInteger();
        CompletableFuture<?>[] all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> one.run(() -> {
                    int others = inside.getAndIncrement();
                    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(30));
                    inside.decrementAndGet();
                    return others;
                })))
                .toArray(CompletableFuture[]::new);
        for (CompletableFuture<?> work : all) {
            assertThat(work.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo(0);
        }
    }

    @Test
    void who_waits_too_long_goes_on() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        OneProcess one = new OneProcess(folder, Duration.ofMillis(60));
        CompletableFuture<String> hanging = CompletableFuture.supplyAsync(() -> one.run(() -> {
            held.countDown();
            Uninterruptibles.awaitUninterruptibly(gate);
            return "hung";
        }));
        Uninterruptibles.awaitUninterruptibly(held);
        assertThat(one.run(() -> "done")).isEqualTo("done");
        gate.countDown();
        assertThat(hanging.join()).isEqualTo("hung");
    }

    @Test
    void where_files_cannot_be_locked_the_work_is_done_all_the_same() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThat(new OneProcess(file, Duration.ZERO).run(() -> "done")).isEqualTo("done");
    }
}
