package io.github.stackgan.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders that files are to be written to.
 *
 * @since 0.1.0
 */
public final class Folders {
    private Folders() {}

    /**
     * Makes a folder and those above it, where they are not there. Asks first: Java 17 before its update 14 refuses to
     * "create" a folder that is there as a symbolic link.
     *
     * @param folder where files are to go
     * @return the folder
     * @throws IOException if it cannot be made
     */
    public static Path make(Path folder) throws IOException {
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    }
}
