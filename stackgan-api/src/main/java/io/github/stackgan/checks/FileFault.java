package io.github.stackgan.checks;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/**
 * Why a file could not be read or written, in words for people.
 *
 * @since 0.1.0
 */
public final class FileFault {
    private FileFault() {}

    /**
     * The reason, without the path, which the caller names, and without names of Java's classes.
     *
     * @param e what was thrown
     * @return words that go after a colon
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission is denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a file has the name of one of its folders";
        }
        if (e instanceof ClosedByInterruptException) {
            return "this thread was told to stop meanwhile; do it again";
        }
        String reason = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
        return Optional.ofNullable(reason).orElse("the file system gives no reason");
    }
}
