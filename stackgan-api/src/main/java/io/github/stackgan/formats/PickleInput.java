package io.github.stackgan.formats;

import io.github.stackgan.checks.Quoted;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The operands of a pickle's instructions. Reading beyond the end throws BufferUnderflowException, before allocating.
 */
final class PickleInput {
    private static final int MOST_DIGITS = 40;

    private final ByteBuffer bytes;

    /** Reads on from where a little-endian buffer stands. */
    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int unsignedByte() {
        return bytes.get() & 255;
    }

    int unsignedShort() {
        return bytes.getShort() & 0xffff;
    }

    int signedInt() {
        return bytes.getInt();
    }

    long unsignedInt() {
        return bytes.getInt() & 0xffffffffL;
    }

    long signedLong() {
        return bytes.getLong();
    }

    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
    }

    /** So many bytes, without copying them. */
    PickleText text(long length) {
        return PickleText.of(slice(length));
    }

    private ByteBuffer slice(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return slice;
    }

    /** As Latin-1. */
    String line() {
        int end = bytes.position();
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        String line = StandardCharsets.ISO_8859_1
                .decode(slice(end - bytes.position()))
                .toString();
        bytes.get();
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** The number of a place in the memory. */
    long placeLine() {
        return Long.parseLong(line());
    }

    /** Protocol 0 writes truth values as numbers with two digits. */
    Object wholeLine() throws MalformedFileException {
        String line = line();
        if (line.equals("00") || line.equals("01")) {
            return line.equals("01");
        }
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (digits.length() > MOST_DIGITS) {
            throw new MalformedFileException(
                    "the pickle has a number of " + digits.length() + " digits, too many for 64 bits");
        }
        return fitting(new BigInteger(digits));
    }

    /** A Long, or beyond 64 bits a BigInteger. */
    private static Object fitting(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    double realLine() {
        String line = line();
        return switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(line);
        };
    }

    /** Little-endian two's complement. */
    Object longNumber(int length) throws MalformedFileException {
        if (length < 0 || length > MOST_DIGITS) {
            throw new MalformedFileException("the pickle has a number of " + length + " bytes, too long for 64 bits");
        }
        byte[] digits = new byte[length];
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = bytes.get();
        }
        return fitting(length == 0 ? BigInteger.ZERO : new BigInteger(digits));
    }

    /** Python 2's repr of a string. */
    PickleText quotedLine() throws MalformedFileException {
        String line = line().strip();
        char quote = line.isEmpty() ? ' ' : line.charAt(0);
        boolean quoted = line.length() >= 2 && (quote == '\'' || quote == '"') && line.endsWith(String.valueOf(quote));
        if (!quoted) {
            throw new MalformedFileException("the pickle has text without quotes: " + Quoted.bare(line));
        }
        return PickleText.of(ByteBuffer.wrap(unescaped(line.substring(1, line.length() - 1))));
    }

    private static byte[] unescaped(String text) throws MalformedFileException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.write(c);
            } else {
                i++;
                char kind = i < text.length() ? text.charAt(i) : ' ';
                if (kind == 'x') {
                    out.write(hexadecimal(text, i + 1, 2));
                    i += 2;
                } else {
                    out.write(escape(kind, text));
                }
            }
        }
        return out.toByteArray();
    }

    private static int escape(char kind, String text) throws MalformedFileException {
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '\\', '\'', '"' -> kind;
            default ->
                throw new MalformedFileException(
                        "the pickle has text that is escaped in an unknown way: " + Quoted.bare(text));
        };
    }

    private static int hexadecimal(String text, int start, int digits) throws MalformedFileException {
        if (start + digits > text.length()) {
            throw new MalformedFileException("the pickle has text that ends in an escape: " + Quoted.bare(text));
        }
        return Integer.parseUnsignedInt(text, start, start + digits, 16);
    }

    /** Python's raw-unicode-escape: Latin-1, with numbers for all else. */
    PickleText unicodeLine() throws MalformedFileException {
        String line = line();
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i) == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : ' ';
            int digits = next == 'u' ? 4 : next == 'U' ? 8 : 0;
            if (digits == 0) {
                text.append(line.charAt(i));
            } else {
                int point = hexadecimal(line, i + 2, digits);
                if (!Character.isValidCodePoint(point)) {
                    throw new MalformedFileException(
                            "the pickle has a character that does not exist: " + Quoted.bare(line));
                }
                text.appendCodePoint(point);
                i += 1 + digits;
            }
        }
        return PickleText.of(text.toString());
    }
}
