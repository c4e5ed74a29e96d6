package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.Refused;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the matrices of numbers of MATLAB's files of version 5 to 7, {@code .mat}, compressed or not. Other variables are passed
 * over. Files of version 7.3 are HDF5, which is not read.
 *
 * @since 0.1.0
 */
public final class MatFile {
    private static final int HEADER = 128;
    private static final int ORDER_AT = 126;
    private static final int COMPRESSED = 15;
    private static final int MATRIX = 14;

    private MatFile() {}

    /**
     * Reads a file.
     *
     * @param file of version 5 to 7, of up to 2 GiB
     * @return the matrices by their names, in the order of the file
     * @throws DatasetException naming the file, if it is missing or damaged
     */
    public static Map<String, NumberArray> read(Path file) {
        return DataFile.read(file, "a MATLAB file of version 5", MatFile::read);
    }

    private static Map<String, NumberArray> read(ByteBuffer in) throws Refused {
        Map<String, NumberArray> matrices = new LinkedHashMap<>();
        try {
            in.position(ORDER_AT <= in.limit() ? ORDER_AT : in.limit());
            in.order(order(in));
            in.position(HEADER);
            while (in.remaining() >= 2 * Integer.BYTES) {
                int type = in.getInt();
                ByteBuffer content = MatElement.slice(in, in.getInt());
                if (type == COMPRESSED) {
                    MatElement inner = MatElement.inflated(content);
                    type = inner.type();
                    content = inner.data();
                }
                if (type == MATRIX) {
                    MatMatrix.read(content).ifPresent(m -> matrices.put(m.name(), m.numbers()));
                }
            }
        } catch (BufferUnderflowException e) {
            throw new Refused("it ends in the middle; download it again");
        }
        return Collections.unmodifiableMap(matrices);
    }

    /** The letters "MI", as the machine that wrote them would write a number. */
    private static ByteOrder order(ByteBuffer in) throws Refused {
        String letters = "" + (char) in.get() + (char) in.get();
        return switch (letters) {
            case "IM" -> ByteOrder.LITTLE_ENDIAN;
            case "MI" -> ByteOrder.BIG_ENDIAN;
            default -> throw new Refused("it does not begin as such files do; save it in MATLAB with the option -v7");
        };
    }
}
