package io.github.stackgan.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TrainingException;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.Safetensors;
import io.github.stackgan.settings.CheckpointPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        Path file = Files.writeString(folder.resolve("." + name + ".part"), "half");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void what_a_killed_run_left_half_written_goes_and_what_is_being_written_stays() throws IOException {
        Path old = part("1f", Duration.ofHours(2));
        Path young = part("2f", Duration.ofMinutes(1));
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        assertThat(new Checkpoints(CheckpointPolicy.in(folder)).list()).isEmpty();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    private final List<String> warnings = new ArrayList<>();

    private static Map<String, Weight> weights(float value) {
        return Map.of("adam.generator.second.w", Weight.ofFloats(new float[] {value}, 1));
    }

    private Path write(Checkpoints checkpoints, long iteration, float value) {
        return checkpoints.write(1, iteration, Map.of("iteration", "" + iteration), weights(value), warnings::add);
    }

    /** A folder with something in it stands for a file that somebody else has open. */
    @Test
    void an_old_checkpoint_that_cannot_be_deleted_ends_no_training() throws IOException {
        Path stays = Files.createDirectories(folder.resolve("checkpoint-stage01-000000001.safetensors"));
        Files.createFile(stays.resolve("file"));
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder).withKeep(1));
        Path second = write(checkpoints, 2, 1);
        assertThat(warnings).singleElement().asString().contains(stays.toString(), "cannot be deleted");
        assertThat(write(checkpoints, 3, 1)).exists();
        assertThat(second).doesNotExist();
    }

    /** Who began anew would delete what there is, one by one. */
    @Test
    void a_checkpoint_that_cannot_be_opened_now_is_not_passed_over() throws IOException {
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder));
        write(checkpoints, 1, 1);
        Path name = Path.of("checkpoint-stage01-000000002.safetensors");
        Files.createSymbolicLink(folder.resolve(name), name);
        assertThatThrownBy(() -> checkpoints.latest(warning -> {}))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll(name.toString(), "cannot be read");
    }

    @Test
    void nothing_begins_anew_over_checkpoints_that_are_all_damaged() throws IOException {
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder));
        assertThat(checkpoints.latest(warning -> {})).isEmpty();
        Files.writeString(write(checkpoints, 1, 1), "damaged");
        assertThatThrownBy(() -> checkpoints.latest(warning -> {}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Move them away to begin anew");
    }

    @Test
    void damaged_checkpoints_and_those_with_weights_that_make_no_sense_are_passed_over() throws IOException {
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder));
        Path good = write(checkpoints, 1, 1);
        Path flipped = write(checkpoints, 2, 2);
        byte[] bytes = Files.readAllBytes(flipped);
        bytes[bytes.length - 1] ^= 1;
        Files.write(flipped, bytes);
        Path negative = folder.resolve("checkpoint-stage01-000000003.safetensors");
        Safetensors.write(negative, Map.of(), weights(-1));
        assertThat(checkpoints.latest(warnings::add).orElseThrow().path()).isEqualTo(good);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains(negative.toString(), "number 0 of \"adam.generator.second.w\" is -1.0");
        assertThat(warnings.get(1)).contains(flipped.toString(), "does not match its checksum");
    }

    @Test
    void later_ones_that_are_damaged_do_not_push_out_the_one_just_written() throws IOException {
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder).withKeep(1));
        Files.writeString(write(checkpoints, 5, 1), "damaged");
        Path again = write(checkpoints, 1, 2);
        assertThat(checkpoints.latest(warning -> {}).orElseThrow().path()).isEqualTo(again);
    }

    @Test
    void a_checkpoint_of_a_newer_version_is_not_passed_over() {
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder));
        write(checkpoints, 1, 1);
        Path newer = folder.resolve("checkpoint-stage01-000000002.safetensors");
        Safetensors.write(newer, Map.of("format", "stackgan-checkpoint/2"), weights(1));
        assertThatThrownBy(() -> checkpoints.latest(warning -> {}))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(newer + " was written by a newer version of StackGAN for Java");
    }

    @Test
    void what_cannot_be_written_is_a_training_exception_and_leaves_the_others() throws IOException {
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(folder).withKeep(1));
        Path good = write(checkpoints, 1, 1);
        assertThatThrownBy(() -> write(checkpoints, 2, Float.NaN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("checkpoint-stage01-000000002.safetensors is not written")
                .hasMessageContaining("is NaN");
        Files.createDirectory(folder.resolve("checkpoint-stage01-000000003.safetensors"));
        assertThatThrownBy(() -> write(checkpoints, 3, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("it is a directory");
        assertThat(good).exists();
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Checkpoints(CheckpointPolicy.in(file)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("The checkpoint directory " + file + " cannot be made: ")
                .message()
                .doesNotContain("Exception");
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
            Path written =
                    checkpoints.write(1, 12, Map.of(), Map.of("w", Weight.ofFloats(new float[] {1}, 1)), warnings::add);
            assertThat(checkpoints.list()).containsExactly(written);
            assertThat(written).hasFileName("checkpoint-stage01-000000012.safetensors");
        } finally {
            Locale.setDefault(before);
        }
    }
}
