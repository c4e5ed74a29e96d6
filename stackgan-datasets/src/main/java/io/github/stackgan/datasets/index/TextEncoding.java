package io.github.stackgan.datasets.index;

import io.github.stackgan.DatasetException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Text by the byte order mark that it begins with: UTF-8, UTF-16 or UTF-32. Without a mark it is UTF-8, or, where a
 * caller allows it, Windows-1252 if that makes plausible text of a Western language. Everything else is refused, and so
 * is text that holds NULs, as binary data and UTF-16 without a mark do.
 */
final class TextEncoding {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** UTF-32 before UTF-16, whose mark its own begins with. */
    private static final List<Mark> MARKS = List.of(
            new Mark("UTF-32LE", "\u00ff\u00fe\0\0"),
            new Mark("UTF-32BE", "\0\0\u00fe\u00ff"),
            new Mark("UTF-8", "\u00ef\u00bb\u00bf"),
            new Mark("UTF-16LE", "\u00ff\u00fe"),
            new Mark("UTF-16BE", "\u00fe\u00ff"));

    private static final int LONGEST_MARK = 4;

    /** Western texts have fewer accented letters than one in three; what has more is of another encoding. */
    private static final int MOST_ACCENTED = 3;

    /** What the file begins with, one char for each byte. */
    private record Mark(String name, String bytes) {
        boolean begins(byte[] file) {
            return new String(file, 0, Math.min(file.length, LONGEST_MARK), StandardCharsets.ISO_8859_1)
                    .startsWith(bytes);
        }

        Charset charset() {
            return Charset.forName(name);
        }
    }

    private TextEncoding() {}

    private static Optional<Mark> mark(byte[] start) {
        return MARKS.stream().filter(mark -> mark.begins(start)).findFirst();
    }

    /** Text by its mark, or UTF-8. */
    static String unicode(Path file, byte[] bytes) {
        Mark mark = mark(bytes).orElse(new Mark("UTF-8", ""));
        return withoutNul(
                file, strict(bytes, mark).orElseThrow(() -> new DatasetException(notText(file, mark(bytes)))));
    }

    /** Text by its mark, or UTF-8, or plausible Windows-1252, which Latin-1 is a part of. */
    static String unicodeOrWestern(Path file, byte[] bytes) {
        if (mark(bytes).isEmpty() && strict(bytes, new Mark("UTF-8", "")).isEmpty()) {
            return withoutNul(
                    file, western(bytes).orElseThrow(() -> new DatasetException(notText(file, Optional.empty()))));
        }
        return unicode(file, bytes);
    }

    /** A stream of text by its mark, or UTF-8; malformed text fails with a {@link CharacterCodingException}. */
    static Reader reader(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(LONGEST_MARK);
        byte[] start = in.readNBytes(LONGEST_MARK);
        in.reset();
        Mark mark = mark(start).orElse(new Mark("UTF-8", ""));
        if (mark.bytes().isEmpty() && holdsNul(start)) {
            in.close();
            throw new DatasetException(nul(file));
        }
        in.skipNBytes(mark.bytes().length());
        return new InputStreamReader(in, mark.charset().newDecoder());
    }

    /** What is said of a file that is not text. */
    static String notUtf8(Path file) {
        return file + " is not UTF-8 text; save it as UTF-8";
    }

    private static String notText(Path file, Optional<Mark> mark) {
        return mark.map(m -> file + " begins with the mark of " + m.name() + ", but is no such text; save it as UTF-8")
                .orElse(notUtf8(file));
    }

    private static String nul(Path file) {
        return file + " holds NULs, so it is not text or UTF-16 without a mark; save it as UTF-8";
    }

    private static boolean holdsNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static String withoutNul(Path file, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new DatasetException(nul(file));
        }
        return text;
    }

    private static Optional<String> strict(byte[] bytes, Mark mark) {
        int start = mark.bytes().length();
        try {
            return Optional.of(mark.charset()
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Not if there are control characters, mostly accented letters, or UTF-8 that is damaged elsewhere. */
    private static Optional<String> western(byte[] bytes) {
        String text;
        try {
            text = WESTERN.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        long accented = text.chars().filter(c -> c > 0x7f).count();
        long letters = text.chars().filter(Character::isLetter).count();
        boolean controls = text.chars().anyMatch(c -> c == 0x7f || c < ' ' && "\t\n\f\r\0".indexOf(c) < 0);
        return controls || accented * MOST_ACCENTED > letters || isDamagedUtf8(bytes)
                ? Optional.empty()
                : Optional.of(text);
    }

    private static boolean isDamagedUtf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).chars().anyMatch(c -> c > 0x7f && c != 0xfffd);
    }
}
