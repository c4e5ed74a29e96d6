package io.github.stackgan.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.testing.OwnProcess;
import io.github.stackgan.core.testing.Small;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Eight threads generate for a while, an hour with -Pfaults. */
class GenerationSoakTest {
    private static final int SECONDS = Integer.getInteger("stackgan.generation", 3);
    private static final int THREADS = 8;
    private static final int REQUESTS = 5;
    private static final int MEASUREMENTS = 10;

    private static List<Integer> pixels(StackGan gan, int seed) {
        List<Integer> hashes = new ArrayList<>();
        GenerationRequest request =
                GenerationRequest.of("a", "b").withSeed(seed).withCount(1 + seed);
        for (GeneratedImage image : gan.generate(request)) {
            BufferedImage last = (BufferedImage) image.image().getWrappedImage();
            hashes.add(Arrays.hashCode(last.getRGB(0, 0, last.getWidth(), last.getHeight(), null, 0, last.getWidth())));
        }
        return hashes;
    }

    @Test
    void eight_threads_generate_the_same_images_all_along_in_flat_memory() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<OwnProcess> measured = new ArrayList<>();
        AtomicLong done = new AtomicLong();
        try (StackGan gan = Small.model(1)) {
            List<List<Integer>> alone = new ArrayList<>();
            for (int seed = 0; seed < REQUESTS; seed++) {
                alone.add(pixels(gan, seed));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                all.add(threads.submit(() -> {
                    for (int seed = first % REQUESTS; System.nanoTime() < end; seed = (seed + 1) % REQUESTS) {
                        assertThat(pixels(gan, seed)).isEqualTo(alone.get(seed));
                        done.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < MEASUREMENTS; i++) {
                Thread.sleep(SECONDS * 1000L / MEASUREMENTS);
                measured.add(OwnProcess.now());
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(done.get()).isPositive();
        assertThat(OwnProcess.growth(measured))
                .as("kilobytes in %s after %s requests", measured, done)
                .isLessThan(50_000);
        assertThat(measured.get(MEASUREMENTS - 1).openFiles())
                .isLessThanOrEqualTo(measured.get(1).openFiles() + THREADS);
        OwnProcess.tell("generation", done + " requests in " + SECONDS + " s: " + measured);
    }
}
