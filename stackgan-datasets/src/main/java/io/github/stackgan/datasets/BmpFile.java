package io.github.stackgan.datasets;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The header of a BMP, of Windows or OS/2. */
final class BmpFile {
    private static final int OS2_HEADER = 12;
    private static final int WINDOWS_HEADER = 40;
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
     * @throws IOException if it holds a file of another format
     */
    static byte[] checked(byte[] bytes) throws IOException {
        byte[] checked = bytes.clone();
        ByteBuffer numbers = ByteBuffer.wrap(checked).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(2, bytes.length);
        if (numbers.getInt(14) >= WINDOWS_HEADER && bytes.length >= 14 + WINDOWS_HEADER) {
            int compression = numbers.getInt(30);
            if (compression == JPEG || compression == PNG) {
                throw new IOException("it holds a file of another format");
            }
            int left = bytes.length - Math.min(bytes.length, Math.max(0, numbers.getInt(10)));
            numbers.putInt(34, compression == 0 ? 0 : left);
        }
        return checked;
    }
}
