package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.UnpackLimit;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the matrices of numbers of MATLAB's files of version 5 to 7, {@code .mat}, compressed or not. Other variables
 * are passed over. Files of version 7.3 are HDF5, which is not read, nor are those of version 4. All that a file
 * unpacks to may be 64 MiB and 32 times its own size; what is compressed further is refused before it takes memory.
 *
 * @since 0.1.0
 */
public final class MatFile {
    private static final int HEADER = 128;
    private static final int ORDER_AT = 126;
    private static final int VERSION_AT = 124;
    private static final int VERSION_5 = 0x0100;

    /** A type, of which one byte is 0 in the first versions of the format, and four more numbers. */
    private static final int VERSION_4_HEADER = 20;

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n'};

    /** MATLAB puts its own text before. */
    private static final int HDF5_AT = 512;

    private static final int COMPRESSED = 15;
    private static final int MATRIX = 14;

    private MatFile() {}

    /**
     * Reads a file.
     *
     * @param file of version 5 to 7, of up to 2 GiB
     * @return the matrices by their names, in the order of the file
     * @throws DatasetException naming the file, if it is missing, damaged, of another version, unpacks to too much, or
     *     has two matrices of the same name
     */
    public static Map<String, NumberArray> read(Path file) {
        return DataFile.read(file, "a MATLAB file of version 5", MatFile::read);
    }

    private static Map<String, NumberArray> read(ByteBuffer in) throws MalformedFileException {
        Map<String, NumberArray> matrices = new LinkedHashMap<>();
        try {
            readHeader(in);
            UnpackLimit limit = new UnpackLimit(in.limit());
            while (in.hasRemaining()) {
                int type = in.getInt();
                ByteBuffer content = MatElement.slice(in, in.getInt());
                if (type == COMPRESSED) {
                    MatElement inner = MatElement.inflated(content, limit);
                    type = inner.type();
                    content = inner.data();
                }
                if (type == MATRIX) {
                    put(MatMatrix.read(content), matrices);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedFileException("it ends in the middle; download it again");
        }
        return Collections.unmodifiableMap(matrices);
    }

    private static void put(Optional<MatMatrix> matrix, Map<String, NumberArray> into) throws MalformedFileException {
        if (matrix.isPresent() && into.put(matrix.get().name(), matrix.get().numbers()) != null) {
            throw new MalformedFileException(
                    "it has two matrices named " + Quoted.of(matrix.get().name()) + "; save it again");
        }
    }

    /** A text, the version, and the letters "MI" as the machine that wrote them would write a number. */
    private static void readHeader(ByteBuffer in) throws MalformedFileException {
        byte[] start = new byte[Math.min(HEADER, in.limit())];
        in.get(start);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("MATLAB 7.3") || startsAt(in, HDF5_AT, HDF5)) {
            throw new MalformedFileException(
                    "it is of version 7.3, which is HDF5; save it in MATLAB with the option -v7");
        }
        String order = text.substring(Math.min(text.length(), ORDER_AT));
        if (!order.equals("IM") && !order.equals("MI")) {
            boolean zeros =
                    text.substring(0, Math.min(text.length(), Integer.BYTES)).indexOf('\0') >= 0;
            throw new MalformedFileException(
                    zeros && text.length() >= VERSION_4_HEADER
                            ? "it is of version 4; load it in MATLAB and save it with the option -v7"
                            : "it does not begin as such files do; save it in MATLAB with the option -v7");
        }
        in.order(order.equals("IM") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int version = in.getShort(VERSION_AT);
        if (version != VERSION_5) {
            throw new MalformedFileException(String.format(
                    Locale.ROOT,
                    "its version is 0x%04x, expected 0x%04x; save it in MATLAB with" + " the option -v7",
                    version,
                    VERSION_5));
        }
    }

    private static boolean startsAt(ByteBuffer in, int place, byte[] start) {
        return in.limit() >= place + start.length
                && in.slice(place, start.length).equals(ByteBuffer.wrap(start));
    }
}
