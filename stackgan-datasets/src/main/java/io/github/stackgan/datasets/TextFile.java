package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of lines, such as indexes and captions. */
final class TextFile {
    private TextFile() {}

    /** A line that is not blank, and where it stands. */
    record Line(String where, String text) {
        /** Its parts between white space, of which there must be a number, or more where the last may have spaces. */
        String[] parts(int count, String expected) {
            String[] parts = text.split("\\s+", count);
            if (parts.length < count) {
                throw new DatasetException(where + ": expected " + expected + ", but found \"" + quoted() + "\"");
            }
            return parts;
        }

        private String quoted() {
            return text.length() <= 60 ? text : text.substring(0, 60) + "...";
        }

        int whole(String part, String what) {
            try {
                return Integer.parseInt(part);
            } catch (NumberFormatException e) {
                throw new DatasetException(where + ": " + what + " must be a whole number, but is \"" + part + "\"", e);
            }
        }

        double real(String part, String what) {
            try {
                return Double.parseDouble(part);
            } catch (NumberFormatException e) {
                throw new DatasetException(where + ": " + what + " must be a number, but is \"" + part + "\"", e);
            }
        }
    }

    /** Text of UTF-8, or of Latin-1 where it is no UTF-8, without the mark that some editors begin a file with. */
    static String text(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e, e);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    static List<Line> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException("the file " + file + " does not exist; the dataset needs it, so check that the"
                    + " archive was unpacked whole");
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text(file).split("\r?\n", -1)) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Line(file + " line " + number, line.strip()));
            }
        }
        return lines;
    }

    /** A caption on each line. */
    static List<String> captions(Path file) {
        return lines(file).stream().map(Line::text).toList();
    }
}
