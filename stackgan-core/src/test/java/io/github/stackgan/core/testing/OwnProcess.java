package io.github.stackgan.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process holds, as Linux tells; 0 elsewhere.
 *
 * @param residentKilobytes memory beside Java's heap
 */
public record OwnProcess(long residentKilobytes, long openFiles) {
    private static final Pattern START = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");
    private static final long HEAP_END = 1L << 32;

    /** After a collection. */
    public static OwnProcess now() {
        System.gc();
        try {
            return new OwnProcess(resident(), open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java's heap grows and shrinks as its collector likes; one of a few gigabytes lies below all else. */
    private static long resident() throws IOException {
        Path maps = Path.of("/proc/self/smaps");
        long sum = 0;
        boolean heap = false;
        for (String line : Files.exists(maps) ? Files.readAllLines(maps) : List.<String>of()) {
            Matcher start = START.matcher(line);
            if (start.lookingAt()) {
                heap = Long.parseUnsignedLong(start.group(1), 16) < HEAP_END;
            } else if (line.startsWith("Rss:") && !heap) {
                sum += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return sum;
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
