package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.Progress;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.datasets.IndexReport.Kind;
import io.github.stackgan.datasets.IndexReport.Problem;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.formats.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The images that were once decoded to the end, in a file of text: after a first line, one for each with its length in
 * bytes, the time of its last change in milliseconds and its name. An image that has changed since, or that was broken,
 * is decoded again; lines that mean nothing are passed over.
 */
final class VerifiedImageLog {
    /** What the commands call it, in a run's folder or that of prepared images. */
    static final String USUAL_NAME = "whole-pictures.txt";

    private static final String FORMAT = "stackgan-whole-pictures/1";

    private final Set<String> known;

    private VerifiedImageLog(Set<String> known) {
        this.known = known;
    }

    static VerifiedImageLog none() {
        return new VerifiedImageLog(ConcurrentHashMap.newKeySet());
    }

    static VerifiedImageLog read(Path file) {
        VerifiedImageLog images = none();
        if (Files.exists(file)) {
            try {
                List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                if (!lines.isEmpty() && lines.get(0).equals(FORMAT)) {
                    images.known.addAll(lines.subList(1, lines.size()));
                }
            } catch (IOException e) {
                throw new DatasetException(
                        "the list of whole images " + file + " cannot be read: " + e + "; name another file", e);
            }
        }
        return images;
    }

    void write(Path file) {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        new TreeSet<>(known).forEach(line -> text.append(line).append('\n'));
        try {
            AtomicFile.writeString(file, text.toString());
        } catch (IOException e) {
            throw new DatasetException(
                    "the list of whole images " + file + " cannot be written: " + e + "; name another file", e);
        }
    }

    /** Decodes, on all cores, those that are not known to be whole; what is wrong with them, by their places. */
    Map<Integer, Problem> decode(List<ImageEntry> entries, ProgressListener progress) {
        Set<String> before = new HashSet<>(known);
        int[] unknown = IntStream.range(0, entries.size())
                .filter(i -> !before.contains(line(entries.get(i))))
                .toArray();
        Map<Integer, Problem> broken = new ConcurrentHashMap<>();
        AtomicInteger done = new AtomicInteger();
        IntStream.of(unknown).parallel().forEach(i -> {
            ImageEntry entry = entries.get(i);
            // Taken before the image is read, so that one which changes meanwhile is looked at again.
            String line = line(entry);
            Optional<Problem> problem = decode(entry);
            problem.ifPresentOrElse(p -> broken.put(i, p), () -> known.add(line));
            progress.onProgress(Progress.of("images checked", done.incrementAndGet(), unknown.length));
        });
        return new TreeMap<>(broken);
    }

    private static Optional<Problem> decode(ImageEntry entry) {
        try {
            ImageDecoder.requireWhole(entry.where(), entry.file());
            return Optional.empty();
        } catch (DatasetException e) {
            return Optional.of(new Problem(Kind.UNREADABLE_IMAGE, String.valueOf(e.getMessage())));
        }
    }

    private static String line(ImageEntry entry) {
        try {
            return Files.size(entry.file()) + " "
                    + Files.getLastModifiedTime(entry.file()).toMillis() + " " + entry.name();
        } catch (IOException e) {
            throw new DatasetException(
                    entry.where() + ": the image " + entry.file() + " cannot be opened any more: " + e, e);
        }
    }
}
