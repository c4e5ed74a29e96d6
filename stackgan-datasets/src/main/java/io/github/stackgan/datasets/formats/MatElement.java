package io.github.stackgan.datasets.formats;

import io.github.stackgan.formats.MalformedFileException;
import io.github.stackgan.formats.UnpackLimit;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A typed piece of a MATLAB file: a type and a length in 8 bytes, then the data; short data stands in the 8 bytes
 * itself.
 */
record MatElement(int type, ByteBuffer data) {
    private static final int ALIGNMENT = 8;
    private static final int SHORT_LENGTH_SHIFT = 16;

    /** The next element of a variable. */
    static MatElement next(ByteBuffer in) throws MalformedFileException {
        int tag = in.getInt();
        int length = tag >>> SHORT_LENGTH_SHIFT;
        if (length > 0) {
            if (length > Integer.BYTES) {
                throw new MalformedFileException("a short element claims " + length + " bytes");
            }
            MatElement element = new MatElement(tag & 0xffff, slice(in, length));
            skip(in, Integer.BYTES - length);
            return element;
        }
        int bytes = in.getInt();
        MatElement element = new MatElement(tag, slice(in, bytes));
        skip(in, Math.min(in.remaining(), (ALIGNMENT - bytes % ALIGNMENT) % ALIGNMENT));
        return element;
    }

    private static void skip(ByteBuffer in, int bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + bytes);
    }

    /** So many bytes, in the same byte order, without copying them. */
    static ByteBuffer slice(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = in.slice(in.position(), length).order(in.order());
        in.position(in.position() + length);
        return slice;
    }

    /**
     * What a compressed element holds. Only as much is inflated as the inner element says, and memory grows with what
     * comes. The checksum behind it must fit.
     */
    static MatElement inflated(ByteBuffer compressed, UnpackLimit limit) throws MalformedFileException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteBuffer tag = inflate(inflater, 2 * Integer.BYTES).order(compressed.order());
            int type = tag.getInt();
            int length = tag.getInt();
            limit.take("a variable", Integer.toUnsignedLong(length));
            MatElement element = new MatElement(type, inflate(inflater, length).order(compressed.order()));
            if (inflater.inflate(new byte[ALIGNMENT]) == ALIGNMENT || !inflater.finished()) {
                throw new MalformedFileException("a variable is longer than it says, or cut short; download it again");
            }
            return element;
        } catch (DataFormatException e) {
            throw new MalformedFileException(
                    "a variable is not compressed as it should be (" + e.getMessage() + "); download it again");
        } finally {
            inflater.end();
        }
    }

    private static ByteBuffer inflate(Inflater inflater, int length)
            throws DataFormatException, MalformedFileException {
        if (length < 0) {
            throw new MalformedFileException(
                    "a variable claims " + Integer.toUnsignedLong(length) + " bytes, more than are read");
        }
        byte[] out = new byte[Math.min(length, 1 << 16)];
        int size = 0;
        while (size < length) {
            out = size < out.length ? out : Arrays.copyOf(out, (int) Math.min(length, 2L * out.length));
            int count = inflater.inflate(out, size, out.length - size);
            if (count == 0) {
                throw new BufferUnderflowException();
            }
            size += count;
        }
        return ByteBuffer.wrap(out);
    }
}
