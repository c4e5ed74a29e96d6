package io.github.stackgan.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_failure_leaves_the_old_file_and_nothing_beside_it() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[] {1}));
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {'n'})));
        assertThat(file).hasContent("n");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void what_is_no_file_is_not_replaced() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("d"));
        for (Path target : new Path[] {directory, Path.of("/"), Path.of("")}) {
            assertThatThrownBy(() -> AtomicFile.write(target, channel -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("directory");
        }
        assertThat(directory).isEmptyDirectory();
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(directory));
    }

    @Test
    void what_killed_programs_left_goes_and_what_is_being_written_stays() throws IOException {
        Path old = Files.writeString(folder.resolve(".1f.part"), "half");
        Path young = Files.writeString(folder.resolve(".2f.part"), "half");
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        Path download = Files.writeString(folder.resolve("holiday.zip.part"), "half");
        Path directory = Files.createDirectories(folder.resolve(".3f.part").resolve("in it"));
        for (Path file : new Path[] {old, other, download, directory.getParent()}) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        AtomicFile.sweep(folder);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
        assertThat(download).exists();
        assertThat(directory).exists();
    }

    @Test
    void a_file_that_another_program_holds_for_a_moment_is_waited_for() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        Thread.currentThread().interrupt();
        AtomicFile.patiently(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new AccessDeniedException("f");
            }
        });
        assertThat(Thread.interrupted()).as("told to stop, still").isTrue();
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_file_that_stays_held_fails_as_it_did_first() {
        AtomicInteger tries = new AtomicInteger();
        assertThatThrownBy(() -> AtomicFile.patiently(() -> {
                    tries.incrementAndGet();
                    throw new AccessDeniedException("f");
                }))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(tries).hasValue(5);
        assertThatThrownBy(() -> AtomicFile.patiently(() -> {
                    tries.incrementAndGet();
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(tries).as("what no other program does is not tried again").hasValue(6);
    }

    @Test
    void a_text_replaces_another() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a longer one");
        AtomicFile.writeString(file, "\u00fc");
        assertThat(file).hasContent("\u00fc");
    }

    @Test
    void a_name_as_long_as_names_can_be_is_written() throws IOException {
        Path file = folder.resolve("n".repeat(255));
        AtomicFile.write(file, channel -> {});
        assertThat(file).isEmptyFile();
    }

    @Test
    void regression_a_folder_may_be_a_symbolic_link() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFile.write(link.resolve("f"), channel -> {});
        assertThat(real.resolve("f")).exists();
        AtomicFile.write(folder.resolve("new/er/f"), channel -> {});
        assertThat(folder.resolve("new/er/f")).exists();
    }
}
