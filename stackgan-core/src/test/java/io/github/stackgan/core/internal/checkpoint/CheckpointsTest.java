package io.github.stackgan.core.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CheckpointPolicy;
import io.github.stackgan.core.internal.weights.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder;

    private Path part(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve("." + name + ".safetensors.1f.part"), "half");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void what_a_killed_run_left_half_written_goes_and_what_is_being_written_stays() throws IOException {
        Path old = part("old", Duration.ofHours(2));
        Path young = part("young", Duration.ofMinutes(1));
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        assertThat(new Checkpoints(CheckpointPolicy.in(folder)).list()).isEmpty();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    @Test
    void a_directory_is_opened_while_another_run_writes_there() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try {
                while (!done.get()) {
                    Files.delete(part("passing", Duration.ZERO));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            for (int i = 0; i < 5_000; i++) {
                assertThat(new Checkpoints(CheckpointPolicy.in(folder)).list()).isEmpty();
            }
        } finally {
            done.set(true);
            other.join();
        }
    }

    @Test
    void checkpoints_are_found_again_where_digits_are_others() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder));
            Path written = checkpoints.write(1, 12, Map.of(), Map.of("w", Weight.ofFloats(new float[] {1}, 1)));
            assertThat(checkpoints.list()).containsExactly(written);
            assertThat(written).hasFileName("checkpoint-stage01-000000012.safetensors");
        } finally {
            Locale.setDefault(before);
        }
    }
}
