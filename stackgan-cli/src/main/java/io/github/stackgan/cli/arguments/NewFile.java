package io.github.stackgan.cli.arguments;

import io.github.stackgan.checks.Quoted;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command makes, and that replace none. */
public final class NewFile {
    private NewFile() {}

    /** Refuses a file that is there, before a new one is worked for. */
    public static void require(Path file) {
        if (Files.exists(file)) {
            throw new IllegalArgumentException(Quoted.of(file) + " is there already; name another file, or delete it");
        }
    }

    /** The folder that a file goes to; refuses one that is there. */
    public static Path folder(Path file) {
        require(file);
        return file.toAbsolutePath().resolveSibling("");
    }
}
