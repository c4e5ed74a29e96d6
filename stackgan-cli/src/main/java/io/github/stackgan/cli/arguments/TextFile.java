package io.github.stackgan.cli.arguments;

import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Files of text that a command writes. */
public final class TextFile {
    private TextFile() {}

    /** Writes a file whole, or not at all. */
    public static void write(Path file, String text) {
        try {
            Folders.make(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
            Path aside = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackGanException(
                    "The file " + Quoted.of(file) + " cannot be written: " + FileFault.reason(e)
                            + "; mend that, or name another folder",
                    e);
        }
    }
}
