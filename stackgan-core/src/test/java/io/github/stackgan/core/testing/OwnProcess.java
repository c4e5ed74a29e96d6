package io.github.stackgan.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds, as Linux tells; 0 elsewhere. */
public record OwnProcess(long residentKilobytes, long openFiles) {
    /** After a collection. */
    public static OwnProcess now() {
        System.gc();
        try {
            return new OwnProcess(resident(), open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static long open() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.exists(handles)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(handles)) {
            return all.count();
        }
    }

    /**
     * By how many kilobytes the second half of measurements lies above the first, the least of each: a collection may
     * be under way at any one moment, and a leak raises the least of several too.
     */
    public static long growth(List<OwnProcess> measured) {
        int half = (measured.size() + 1) / 2;
        return least(measured.subList(half, measured.size())) - least(measured.subList(1, half));
    }

    private static long least(List<OwnProcess> measured) {
        return measured.stream().mapToLong(OwnProcess::residentKilobytes).min().orElseThrow();
    }

    /** Adds a line to a campaign's file, for docs/reliability.md. */
    public static void tell(String campaign, String line) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "reliability"));
        Files.writeString(
                folder.resolve(campaign + ".txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
