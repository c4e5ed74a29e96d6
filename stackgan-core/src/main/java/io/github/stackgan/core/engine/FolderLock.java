package io.github.stackgan.core.engine;

import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps a folder for one training: another that would write there, by this program or any, is refused. The lock is the
 * operating system's, on an empty file that stays; it ends with the program, however that ends. Where that file cannot
 * be locked, as on some network drives or when it is another user's, trainings of this program alone are refused.
 *
 * @since 0.1.0
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = "in-use.lock";

    /** Closing any channel of a file ends all locks of this program on it, so there is never a second one. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final List<FileChannel> LEFT_OPEN = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final Optional<FileChannel> channel;

    private FolderLock(Path folder, Optional<FileChannel> channel) {
        this.folder = folder;
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
        Path real = real(folder);
        if (!HELD.add(real)) {
            throw inUse(folder);
        }
        Optional<FileChannel> channel = opened(real);
        if (channel.isPresent() && isLockedByAnother(channel.get())) {
            HELD.remove(real);
            throw inUse(folder);
        }
        return new FolderLock(real, channel);
    }

    /** What cannot be made is told by whoever writes there, with its reason. */
    private static Path real(Path folder) {
        try {
            return Folders.make(folder).toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath();
        }
    }

    private static Optional<FileChannel> opened(Path folder) {
        try {
            return Optional.of(
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isLockedByAnother(FileChannel channel) {
        try {
            if (channel.tryLock() != null) {
                return false;
            }
            release(channel);
            return true;
        } catch (OverlappingFileLockException e) {
            // This library, loaded once more in this program: closing the channel would end that one's lock.
            LEFT_OPEN.add(channel);
            return true;
        } catch (IOException e) {
            // This drive knows no locks.
            return false;
        }
    }

    private static TrainingException inUse(Path folder) {
        return new TrainingException(Quoted.of(folder)
                + " is in use: another training writes there. Wait until it ends, stop it, or choose another folder");
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        channel.ifPresent(FolderLock::release);
        HELD.remove(folder);
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It ends with the program, too.
        }
    }
}
