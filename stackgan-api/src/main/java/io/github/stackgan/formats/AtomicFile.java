package io.github.stackgan.formats;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.stackgan.checks.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that appear whole or not at all. */
public final class AtomicFile {
    /** How the names of files end that are still being written. */
    public static final String PART = ".part";

    /** The names of files that are being written. */
    private static final Pattern OURS = Pattern.compile("\\.[0-9a-f]+\\" + PART);

    private static final Duration YOUNG = Duration.ofHours(1);

    /**
     * Milliseconds between the tries to put a file in its place: on Windows another program, such as a virus scanner,
     * may hold the old one for a moment.
     */
    private static final long[] PAUSES = {20, 60, 180, 540};

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to a file that is still empty. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes beside the file, forces it to disk, then moves it into place; after a failure the old file is there as
     * before, and nothing beside it.
     *
     * @throws IOException if anything fails
     */
    public static void write(Path path, Content content) throws IOException {
        Path target = path.toAbsolutePath();
        Path folder = target.getParent();
        // A device in its place would be replaced by the file.
        if (folder == null || Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(path.toString(), null, "it is a directory or a device, not a file");
        }
        Folders.make(folder);
        // The file's own name may be as long as names can be.
        Path aside = folder.resolve("." + Long.toHexString(System.nanoTime()) + PART);
        try {
            try (FileChannel channel =
                    FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(channel);
                channel.force(true);
            }
            patiently(() -> move(aside, target));
        } finally {
            Files.deleteIfExists(aside);
        }
        forceName(folder);
    }

    /** Writes a text in UTF-8, as {@link #write} does. */
    public static void writeString(Path path, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        write(path, channel -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /**
     * Deletes what killed programs left half-written in a folder; what is young, or gone by now, is another program's
     * that writes at this moment.
     */
    public static void sweep(Path folder) throws IOException {
        Instant old = Instant.now().minus(YOUNG);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path part : files.filter(AtomicFile::isOurs).toList()) {
                if (isOlder(part, old)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Not what other programs have begun to write in the same folder. */
    private static boolean isOurs(Path file) {
        return OURS.matcher(file.getFileName().toString()).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What the file system may refuse. */
    @FunctionalInterface
    interface Move {
        void run() throws IOException;
    }

    /** Tries again for a while; a thread that is told to stop meanwhile is told so afterwards. */
    static void patiently(Move move) throws IOException {
        for (long pause : PAUSES) {
            try {
                move.run();
                return;
            } catch (FileSystemException e) {
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(pause));
            }
        }
        move.run();
    }

    /** A rename where the file system can, otherwise the next best: some network folders have no atomic renames. */
    private static void move(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the new name survive a power cut too, where the system lets directories be opened (Windows does not). */
    private static void forceName(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The content is safe and the move is done; that its name is forced as well is more than is promised.
            return;
        }
    }
}
