package io.github.stackgan.metrics.evaluation;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.StackGanException;
import io.github.stackgan.formats.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checksums of a file of rows, in a text file beside it: a first line with the format, then one line for each part
 * that was added, with the number of rows up to its end and SHA-256 of its bytes. A line is written after its rows;
 * rows without one, and a last line without its end, are what a stop left behind, and are forgotten.
 */
final class RowSums {
    private static final String KIND = "stackgan-rows/";
    private static final String FORMAT = KIND + "1";
    private static final Pattern LINE = Pattern.compile("([0-9]{1,9}) ([0-9a-f]{64})");
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final FileChannel rows;
    private final long rowBytes;
    private final List<Part> parts = new ArrayList<>();

    /** Rows from the end of the part before to its own end. */
    private record Part(int end, String sum) {}

    private RowSums(Path file, FileChannel rows, long rowBytes) {
        this.file = file;
        this.rows = rows;
        this.rowBytes = rowBytes;
    }

    /**
     * Opens the checksums of a file of rows, and verifies all that is there. Rows of an earlier version have none; they
     * are taken as they are, and have checksums from now on.
     *
     * @throws StackGanException if rows do not match
     */
    static RowSums open(Path path, FileChannel rows, long rowBytes) throws IOException {
        RowSums sums = new RowSums(path.resolveSibling(path.getFileName() + ".sums"), rows, rowBytes);
        int there = Math.toIntExact(rows.size() / rowBytes);
        if (Files.exists(sums.file)) {
            sums.verify(path, there);
        } else if (there > 0) {
            sums.parts.add(new Part(there, sums.sum(0, there)));
        }
        sums.rewrite();
        return sums;
    }

    private void verify(Path path, int there) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> whole =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (!whole.isEmpty() && !whole.get(0).equals(FORMAT)) {
            boolean newer = whole.get(0).matches(KIND + "([2-9]|[1-9][0-9]{1,8})");
            throw new StackGanException(
                    newer
                            ? file
                                    + " was written by a newer version of StackGAN for Java. Update it, or"
                                    + " choose another folder."
                            : damaged(path));
        }
        for (String line : whole.subList(Math.min(1, whole.size()), whole.size())) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) <= rows()) {
                throw new StackGanException(damaged(path));
            }
            int end = Integer.parseInt(matcher.group(1));
            if (end > there) {
                return;
            }
            if (!sum(rows(), end).equals(matcher.group(2))) {
                throw new StackGanException("Rows " + rows() + " to " + (end - 1) + " of " + path
                        + " do not match their checksum, so the file is damaged. Delete it, to have it made again.");
            }
            parts.add(new Part(end, matcher.group(2)));
        }
    }

    private String damaged(Path path) {
        return file + ", the checksums of " + path.getFileName()
                + ", is damaged. Delete both, to have them made again.";
    }

    /** How many rows have a checksum. */
    int rows() {
        return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).end();
    }

    /** Takes note of rows that were written. */
    void add(int end) throws IOException {
        Part part = new Part(end, sum(rows(), end));
        parts.add(part);
        Files.writeString(file, line(part), StandardOpenOption.APPEND);
    }

    /** Forgets the rows from a place on. */
    void truncate(int count) throws IOException {
        if (count >= rows()) {
            return;
        }
        parts.removeIf(part -> part.end() > count);
        if (count > rows()) {
            parts.add(new Part(count, sum(rows(), count)));
        }
        rewrite();
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        parts.forEach(part -> text.append(line(part)));
        AtomicFile.writeString(file, text.toString());
    }

    private static String line(Part part) {
        return part.end() + " " + part.sum() + "\n";
    }

    private String sum(int from, int to) throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long end = to * rowBytes;
        for (long at = from * rowBytes; at < end; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            while (chunk.hasRemaining()) {
                if (rows.read(chunk, at + chunk.position()) < 0) {
                    throw new IOException("the file ended while it was being read");
                }
            }
            hasher.putBytes(chunk.flip());
        }
        return hasher.hash().toString();
    }
}
