package io.github.stackgan.datasets.decode;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The header of a BMP, of Windows or OS/2. */
final class BmpFile {
    private static final int OS2_HEADER = 12;
    private static final int WINDOWS_HEADER = 40;
    private static final int NONE = 0;
    private static final int RUNS_OF_8_BITS = 1;
    private static final int RUNS_OF_4_BITS = 2;
    private static final int JPEG = 4;
    private static final int PNG = 5;

    private BmpFile() {}

    static Optional<Dimension> size(byte[] bytes) {
        if (bytes.length < 26) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean shorts = numbers.getInt(14) == OS2_HEADER;
        int width = shorts ? numbers.getShort(18) & 0xffff : numbers.getInt(18);
        int height = shorts ? numbers.getShort(20) & 0xffff : numbers.getInt(22);
        // Rows from the top have a height below zero; the lowest number of all stays below it.
        return Optional.of(new Dimension(width, Math.abs(height)));
    }

    /**
     * The same file with its true length where it tells lengths, which the decoder would make arrays of.
     *
     * @throws IOException if it breaks off, or holds a file of another format
     */
    static byte[] checked(byte[] bytes) throws IOException {
        byte[] checked = bytes.clone();
        ByteBuffer numbers = ByteBuffer.wrap(checked).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(2, bytes.length);
        int offset = Math.max(0, numbers.getInt(10));
        boolean isWindows = numbers.getInt(14) >= WINDOWS_HEADER && bytes.length >= 14 + WINDOWS_HEADER;
        int compression = isWindows ? numbers.getInt(30) : NONE;
        switch (compression) {
            case JPEG, PNG -> throw new IOException("it holds a file of another format");
            case RUNS_OF_8_BITS, RUNS_OF_4_BITS -> requireEnd(numbers, offset, compression);
            default -> requireRows(bytes, offset, numbers.getShort(isWindows ? 28 : 24));
        }
        if (isWindows) {
            numbers.putInt(34, compression == NONE ? 0 : Math.max(0, bytes.length - offset));
        }
        return checked;
    }

    /** The decoder skips rows that are not asked for, whether they are there or not. */
    private static void requireRows(byte[] bytes, int offset, int bits) throws IOException {
        Dimension size = size(bytes).orElseThrow();
        long row = ((long) size.width * bits + 31) / 32 * 4;
        if (offset + row * size.height > bytes.length) {
            throw new IOException("it has " + bytes.length + " bytes, but must have " + (offset + row * size.height));
        }
    }

    /** The decoder does not mind where runs of pixels break off. */
    private static void requireEnd(ByteBuffer numbers, int offset, int compression) throws IOException {
        long rows = Math.abs((long) numbers.getInt(22));
        long row = 0;
        int at = offset;
        while (row < rows) {
            if (at > numbers.limit() - 2) {
                throw new IOException("it breaks off in row " + row + " of " + rows);
            }
            int count = numbers.get(at) & 255;
            int what = numbers.get(at + 1) & 255;
            at += 2;
            if (count == 0) {
                switch (what) {
                    case 0 -> row++;
                    case 1 -> row = rows;
                    case 2 -> {
                        row += at + 1 < numbers.limit() ? numbers.get(at + 1) & 255 : 0;
                        at += 2;
                    }
                    default -> at += (compression == RUNS_OF_8_BITS ? what + 1 : (what + 1) / 2 + 1) / 2 * 2;
                }
            }
        }
    }
}
