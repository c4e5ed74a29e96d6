package io.github.stackgan.checks;

import io.github.stackgan.TrainingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder for one training: another that would write there, by this program or any, is refused. The lock is
 * the operating system's, on an empty file that stays; it ends with the program, however that ends. Where files cannot
 * be locked, as on some network drives, nothing is refused.
 *
 * @since 0.1.0
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = "in-use.lock";

    private final Optional<FileChannel> channel;

    private FolderLock(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @param folder made, where it is not there
     * @return to be closed when the last file is written
     * @throws TrainingException if another holds the lock; the message names the folder and says what to do
     */
    public static FolderLock of(Path folder) {
        try {
            FileChannel channel = FileChannel.open(
                    Folders.make(folder).resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean refused = false;
            try {
                refused = tried(channel) == null;
            } catch (IOException e) {
                // This drive knows no locks.
            }
            if (refused) {
                channel.close();
                throw new TrainingException(Quoted.of(folder) + " is in use: another training writes there."
                        + " Wait until it ends, stop it, or choose another folder");
            }
            return new FolderLock(Optional.of(channel));
        } catch (IOException e) {
            // What cannot be written there is told by whoever writes it, with its reason.
            return new FolderLock(Optional.empty());
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This program holds it.
            return null;
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        channel.ifPresent(FolderLock::release);
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It ends with the program, too.
        }
    }
}
