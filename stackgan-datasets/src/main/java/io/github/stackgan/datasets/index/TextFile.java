package io.github.stackgan.datasets.index;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Files of lines, such as indexes and captions; they are read whole, so they may have at most 512 MiB. */
public final class TextFile {
    private static final long MOST_BYTES = 1L << 29;

    /** Of Unix, Windows and the old Macintosh. */
    private static final Pattern LINE_END = Pattern.compile("\r\n?|\n");

    /** What Java reads as a number is more: NaN, hexadecimal digits, an "f" at the end. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

    private TextFile() {}

    /** A line that is not blank, and where it stands. */
    public record Line(String where, String text) {
        /** Its parts between white space, of which there must be a number, or more where the last may have spaces. */
        public String[] parts(int count, String expected) {
            String[] parts = text.split("\\s+", count);
            if (parts.length < count) {
                throw new DatasetException(where + ": expected " + expected + ", but found " + Quoted.of(text));
            }
            return parts;
        }

        public int whole(String part, String what) {
            try {
                return Integer.parseInt(part);
            } catch (NumberFormatException e) {
                throw new DatasetException(
                        where + ": " + what + " must be a whole number, but is " + Quoted.of(part), e);
            }
        }

        /** Finite. */
        public double real(String part, String what) {
            double value = DECIMAL.matcher(part).matches() ? Double.parseDouble(part) : Double.NaN;
            if (!Double.isFinite(value)) {
                throw new DatasetException(where + ": " + what + " must be a number, but is " + Quoted.of(part));
            }
            return value;
        }
    }

    static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new DatasetException(file + " has " + size + " bytes, but at most " + MOST_BYTES
                        + " of text are read; split the dataset into several");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e + "; check its permissions", e);
        }
    }

    /** All lines but blank ones. */
    public static List<Line> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException("the file " + file + " does not exist; the dataset needs it, so check that the"
                    + " archive was unpacked whole");
        }
        return lines(file, TextEncoding.unicodeOrWestern(file, bytes(file)));
    }

    /** Without spaces of any kind, and what else is not seen, at both ends. */
    static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isUnseen(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (from < to && isUnseen(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static boolean isUnseen(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }

    /** All lines of a file's text but blank ones. */
    static List<Line> lines(Path file, String text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : LINE_END.split(text, -1)) {
            number++;
            // Among it the mark that some editors begin a file with, which files that were joined have anywhere.
            String rest = stripped(line);
            if (!rest.isEmpty()) {
                lines.add(new Line(file + " line " + number, rest));
            }
        }
        return lines;
    }

    /** Whether a text that JSON escaped is one: half of a surrogate pair is no character, and cannot be written. */
    static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** A caption on each line. */
    public static List<String> captions(Path file) {
        return lines(file).stream().map(Line::text).toList();
    }
}
