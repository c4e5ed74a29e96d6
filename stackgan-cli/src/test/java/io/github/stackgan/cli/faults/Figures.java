package io.github.stackgan.cli.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a campaign has seen, for docs/reliability.md: lines in {@code target/reliability}. */
public final class Figures {
    private Figures() {}

    /** Adds a line to a campaign's file. */
    public static void tell(String campaign, String line) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "reliability"));
        Files.writeString(
                folder.resolve(campaign + ".txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
