package io.github.stackgan.core.engine;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.stackgan.checks.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time. DJL unpacks its natives beside those that it loads, and loads all that is there: a second
 * process that starts at the same moment, the first time on a machine, would load a library that is half written, and
 * die of it.
 *
 * @param folder where the lock's file lies
 * @param patience after so long it is done all the same: who holds the lock may hang
 */
record OneProcess(Path folder, Duration patience) {
    private static final String FILE = "stackgan.lock";
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Does something while no other process does; at once where files cannot be locked, as in a read-only folder. */
    <T> T run(Supplier<T> work) {
        Optional<FileChannel> locked = locked();
        try {
            return work.get();
        } finally {
            locked.ifPresent(OneProcess::release);
        }
    }

    private Optional<FileChannel> locked() {
        try {
            Folders.make(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return Optional.of(waited(channel));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private FileChannel waited(FileChannel channel) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (tried(channel) == null && System.nanoTime() < end) {
                Uninterruptibles.sleepUninterruptibly(PAUSE);
            }
            return channel;
        } catch (IOException e) {
            release(channel);
            throw e;
        }
    }

    /** The lock ends with its channel. */
    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It ends with the process, too.
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process holds it, by another class loader.
            return null;
        }
    }
}
