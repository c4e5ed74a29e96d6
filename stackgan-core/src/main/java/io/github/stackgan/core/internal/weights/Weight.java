package io.github.stackgan.core.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One array of a weight file, on the host.
 *
 * @param type its number format
 * @param shape its dimensions
 * @param data its numbers, little-endian, last dimension fastest
 */
public record Weight(WeightType type, long[] shape, ByteBuffer data) {
    /** Checks that there are as many bytes as the shape says. */
    public Weight {
        long expected = count(shape) * type.bytes();
        if (data.remaining() != expected) {
            throw new IllegalArgumentException(
                    "A weight has " + data.remaining() + " bytes, but its shape asks for " + expected);
        }
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes a weight of single-precision numbers. */
    public static Weight ofFloats(float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Weight(WeightType.F32, shape.clone(), data);
    }

    /** Makes a weight of whole numbers. */
    public static Weight ofLongs(long[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new Weight(WeightType.I64, shape.clone(), data);
    }

    /** How many numbers there are; throws ArithmeticException beyond 2^63. */
    static long count(long[] shape) {
        long count = 1;
        for (long dimension : shape) {
            count = Math.multiplyExact(count, dimension);
        }
        return count;
    }

    private ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All numbers in single precision. */
    public float[] toFloats() {
        ByteBuffer from = bytes();
        float[] values = new float[data.remaining() / type.bytes()];
        if (type == WeightType.F32) {
            from.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F16 -> HalfFloat.toFloat(from.getShort());
                case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
                case F32 -> from.getFloat();
                case F64 -> (float) from.getDouble();
                case I8, BOOL -> from.get();
                case U8 -> from.get() & 255;
                case I16 -> from.getShort();
                case I32 -> from.getInt();
                case I64 -> from.getLong();
            };
        }
        return values;
    }

    /** All numbers of an I64 weight. */
    public long[] toLongs() {
        if (type != WeightType.I64) {
            throw new IllegalStateException("Not whole numbers of 64 bits, but " + type);
        }
        long[] values = new long[data.remaining() / 8];
        bytes().asLongBuffer().get(values);
        return values;
    }

    /** The same numbers in half precision, if they are floating-point numbers; itself otherwise. */
    public Weight halved() {
        if (type != WeightType.F32) {
            return this;
        }
        float[] values = toFloats();
        ByteBuffer halves = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            halves.putShort(HalfFloat.fromFloat(value));
        }
        return new Weight(WeightType.F16, shape, halves.flip());
    }
}
