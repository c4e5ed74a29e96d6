package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.TrainingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_is_locked_once_and_free_again_when_closed() {
        try (FolderLock lock = FolderLock.of(folder.resolve("new"))) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderLock.of(folder.resolve("new")))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining(folder.resolve("new").toString())
                    .hasMessageContaining("choose another folder");
            FolderLock.of(folder.resolve("other")).close();
        }
        FolderLock.of(folder.resolve("new")).close();
    }

    /** As another copy of this library in the same program would. */
    @Test
    void a_lock_of_this_program_that_is_not_this_librarys_is_a_lock() throws IOException {
        try (FileChannel others = FileChannel.open(
                        folder.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = others.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> FolderLock.of(folder)).isInstanceOf(TrainingException.class);
        }
        FolderLock.of(folder).close();
    }

    @Test
    @Timeout(60)
    void another_program_is_refused_until_this_one_ends_though_that_refused_itself_a_second_time() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('l');
            assertThatThrownBy(() -> FolderLock.of(folder)).isInstanceOf(TrainingException.class);
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        FolderLock.of(folder).close();
    }

    @Test
    void where_no_file_can_be_made_whoever_writes_there_says_so() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        FolderLock.of(file).close();
        assertThat(file).isEmptyFile();
    }

    /** Locks a folder, tries to once more, and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] folder) throws InterruptedException {
            try (FolderLock lock = FolderLock.of(Path.of(folder[0]))) {
                boolean again = true;
                try {
                    FolderLock.of(Path.of(folder[0]));
                } catch (TrainingException e) {
                    again = false;
                }
                System.out.print(lock == null || again ? 'n' : 'l');
                System.out.flush();
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
            }
        }
    }
}
