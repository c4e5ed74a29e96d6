package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.MalformedFileException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbers in any number of dimensions: NumPy's array, Torch's tensor, MATLAB's matrix.
 *
 * @since 0.1.0
 */
public final class NumberArray implements Value {
    private final ElementType type;
    private final int[] shape;
    private final long[] strides;
    private final int offset;
    private final int size;
    private final ByteBuffer data;

    private NumberArray(ElementType type, int[] shape, long[] strides, int offset, int size, ByteBuffer data) {
        this.type = type;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.size = size;
        this.data = data;
    }

    /** Which dimension of an array lies closest together. */
    enum Order {
        /** The last, as in C. */
        LAST_FASTEST,
        /** The first, as in Fortran. */
        FIRST_FASTEST
    }

    /** An array of numbers that follow each other and fill the data. */
    static NumberArray dense(ElementType type, int[] shape, Order order, ByteBuffer data)
            throws MalformedFileException {
        long[] strides = new long[shape.length];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            int dimension = order == Order.FIRST_FASTEST ? i : shape.length - 1 - i;
            strides[dimension] = size;
            size = times(size, shape[dimension]);
        }
        if (size * type.bytes() != data.remaining()) {
            throw new MalformedFileException("an array of " + Arrays.toString(shape) + " " + type + " needs "
                    + size * type.bytes() + " bytes, but has " + data.remaining());
        }
        return new NumberArray(type, shape, strides, 0, (int) size, data);
    }

    /**
     * An array whose numbers lie anywhere in the data; no number may be used twice, so that little data makes no large
     * array.
     */
    static NumberArray strided(ElementType type, int[] shape, long[] strides, long offset, ByteBuffer data)
            throws MalformedFileException {
        int held = data.remaining() / type.bytes();
        long size = 1;
        long last = 0;
        for (int i = 0; i < shape.length; i++) {
            size = times(size, shape[i]);
            if (strides[i] < 0 || strides[i] > held && shape[i] > 1) {
                throw new MalformedFileException("a tensor of " + Arrays.toString(shape) + " has the strides "
                        + Arrays.toString(strides) + ", but only " + held + " numbers");
            }
            // Cannot overflow where it counts: strides and the product of the shape are below 2^31.
            last += Math.max(0, shape[i] - 1) * strides[i];
        }
        if (size > held || size > 0 && (offset < 0 || offset >= held || last >= held - offset)) {
            throw new MalformedFileException("a tensor of " + Arrays.toString(shape) + " with the strides "
                    + Arrays.toString(strides) + " from place " + offset + " on does not fit its " + held + " numbers");
        }
        return new NumberArray(type, shape, strides, size == 0 ? 0 : (int) offset, (int) size, data);
    }

    private static long times(long size, int dimension) throws MalformedFileException {
        long product = size * dimension;
        if (dimension < 0 || product > Integer.MAX_VALUE) {
            throw new MalformedFileException("an array has a dimension of " + dimension + ", too many numbers in all");
        }
        return product;
    }

    /**
     * What the numbers are.
     *
     * @return the type in the file
     */
    public ElementType type() {
        return type;
    }

    /**
     * The lengths of its dimensions.
     *
     * @return a copy; empty for a single number
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * How many numbers there are.
     *
     * @return the product of the shape
     */
    public int size() {
        return size;
    }

    /**
     * One of the arrays that this one is made of, along its first dimension. Nothing is copied.
     *
     * @param index in [0, first dimension)
     * @return an array of the other dimensions
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public NumberArray get(int index) {
        if (shape.length == 0 || index < 0 || index >= shape[0]) {
            throw new IndexOutOfBoundsException(
                    "index is " + index + ", but the array's shape is " + Arrays.toString(shape));
        }
        return new NumberArray(
                type,
                Arrays.copyOfRange(shape, 1, shape.length),
                Arrays.copyOfRange(strides, 1, shape.length),
                (int) (offset + index * strides[0]),
                size / shape[0],
                data);
    }

    /**
     * The numbers, last dimension fastest.
     *
     * @return a new array
     */
    public float[] floats() {
        float[] values = new float[size];
        int[] places = places();
        for (int i = 0; i < size; i++) {
            values[i] = (float) type.real(data, places[i]);
        }
        return values;
    }

    /**
     * The numbers, last dimension fastest.
     *
     * @return a new array
     * @throws DatasetException if one of them is not a whole number of 64 bits
     */
    public long[] longs() {
        long[] values = new long[size];
        int[] places = places();
        for (int i = 0; i < size; i++) {
            try {
                values[i] = type.whole(data, places[i]);
            } catch (ArithmeticException e) {
                throw new DatasetException(kind() + " was expected to hold whole numbers, but number " + i + " is "
                        + type.real(data, places[i]));
            }
        }
        return values;
    }

    /**
     * The numbers, last dimension fastest.
     *
     * @param where says in errors which array it is
     * @return a new array
     * @throws DatasetException if one of them is not a whole number of 64 bits
     */
    public long[] longs(String where) {
        try {
            return longs();
        } catch (DatasetException e) {
            throw new DatasetException(where + ": " + e.getMessage(), e);
        }
    }

    /** Where each number begins in the data, in bytes. */
    private int[] places() {
        int[] places = new int[size];
        int[] index = new int[shape.length];
        long place = offset;
        for (int i = 0; i < size; i++) {
            places[i] = data.position() + (int) (place * type.bytes());
            for (int d = shape.length - 1; d >= 0; d--) {
                place += strides[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                place -= strides[d] * shape[d];
                index[d] = 0;
            }
        }
        return places;
    }

    @Override
    public String kind() {
        return "an array of " + Arrays.toString(shape) + " " + type;
    }
}
