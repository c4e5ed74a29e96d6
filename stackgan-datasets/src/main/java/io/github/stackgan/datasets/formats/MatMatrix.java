package io.github.stackgan.datasets.formats;

import io.github.stackgan.datasets.formats.NumberArray.Order;
import io.github.stackgan.formats.MalformedFileException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A variable of a MATLAB file: its flags, dimensions and name, then its numbers, in the smallest type that holds them.
 */
record MatMatrix(String name, NumberArray numbers) {
    private static final int FIRST_NUMERIC_CLASS = 6;
    private static final int LAST_NUMERIC_CLASS = 15;
    private static final int IS_COMPLEX = 0x800;
    private static final int MOST_DIMENSIONS = 32;

    /** Empty for variables that are no real matrices of numbers. */
    static Optional<MatMatrix> read(ByteBuffer in) throws MalformedFileException {
        ByteBuffer flags = MatElement.next(in).data();
        int flag = flags.getInt();
        int kind = flag & 0xff;
        if (kind < FIRST_NUMERIC_CLASS || kind > LAST_NUMERIC_CLASS || (flag & IS_COMPLEX) != 0) {
            return Optional.empty();
        }
        ByteBuffer sizes = MatElement.next(in).data();
        if (sizes.remaining() > MOST_DIMENSIONS * Integer.BYTES) {
            throw new MalformedFileException("a variable has " + sizes.remaining() / Integer.BYTES + " dimensions");
        }
        int[] shape = new int[sizes.remaining() / Integer.BYTES];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.getInt();
        }
        String name =
                StandardCharsets.ISO_8859_1.decode(MatElement.next(in).data()).toString();
        MatElement numbers = MatElement.next(in);
        ElementType type = type(numbers.type());
        return Optional.of(new MatMatrix(name, NumberArray.dense(type, shape, Order.FIRST_FASTEST, numbers.data())));
    }

    private static ElementType type(int number) throws MalformedFileException {
        return switch (number) {
            case 1 -> ElementType.INT8;
            case 2 -> ElementType.UINT8;
            case 3 -> ElementType.INT16;
            case 4 -> ElementType.UINT16;
            case 5 -> ElementType.INT32;
            case 6 -> ElementType.UINT32;
            case 7 -> ElementType.FLOAT32;
            case 9 -> ElementType.FLOAT64;
            case 12 -> ElementType.INT64;
            case 13 -> ElementType.UINT64;
            default -> throw new MalformedFileException("a variable's numbers are of the unknown type " + number);
        };
    }
}
