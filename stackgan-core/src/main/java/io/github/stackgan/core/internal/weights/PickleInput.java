package io.github.stackgan.core.internal.weights;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The operands of a pickle's instructions. Reading beyond the end throws BufferUnderflowException, before allocating. */
final class PickleInput {
    private static final int LONGEST_NUMBER = 10;

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

    /** Frames only say how much to read ahead. */
    void frame() {
        bytes.getLong();
    }

    String text(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] content = new byte[(int) length];
        bytes.get(content);
        return new String(content, StandardCharsets.UTF_8);
    }

    String line() {
        int start = bytes.position();
        int end = start;
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        String line = text(end - start);
        bytes.get();
        return line;
    }

    /** Protocol 0 writes truth values as numbers with two digits. */
    Object wholeNumberLine() {
        String line = line();
        return switch (line) {
            case "00" -> false;
            case "01" -> true;
            default -> Long.parseLong(line);
        };
    }

    long longLine() {
        String line = line();
        return Long.parseLong(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
    }

    /** Little-endian two's complement: a Long, or beyond 64 bits a BigInteger. */
    Object longNumber(int length) throws Refused {
        if (length < 0 || length > LONGEST_NUMBER) {
            throw new Refused("the pickle has a number of " + length + " bytes, too long for a state dict");
        }
        byte[] digits = new byte[length];
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = bytes.get();
        }
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(digits);
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    String quotedLine() throws Refused {
        String line = line();
        char quote = line.isEmpty() ? ' ' : line.charAt(0);
        boolean quoted =
                line.length() >= 2 && (quote == '\'' || quote == '"') && line.charAt(line.length() - 1) == quote;
        if (!quoted || line.indexOf('\\') >= 0) {
            throw new Refused("the pickle has text that is quoted in an unknown way: " + Refused.quote(line));
        }
        return line.substring(1, line.length() - 1);
    }

    String unicodeLine() throws Refused {
        String line = line();
        if (line.indexOf('\\') >= 0) {
            throw new Refused("the pickle has text that is escaped in an unknown way: " + Refused.quote(line));
        }
        return line;
    }
}
