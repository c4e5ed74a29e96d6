package io.github.stackgan.core.weights;

import io.github.stackgan.spi.HostArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One array of a weight file, on the host. Two are equal if type, shape and bytes are.
 *
 * @param type its number format
 * @param shape its dimensions
 * @param data its numbers, little-endian, last dimension fastest; read-only, and not copied from what was given
 */
@SuppressWarnings("ArrayRecordComponent") // the accessor copies, equals compares
public record Weight(WeightType type, long[] shape, ByteBuffer data) implements HostArray {
    /** Checks that there are as many bytes as the shape says. */
    public Weight {
        shape = shape.clone();
        long expected = Math.multiplyExact(count(shape), (long) type.bytes());
        if (data.remaining() != expected) {
            throw new IllegalArgumentException(
                    "A weight has " + data.remaining() + " bytes, but its shape asks for " + expected);
        }
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The array itself if it is a weight, which keeps its number format; else its numbers in single precision. */
    public static Weight of(HostArray array) {
        return array instanceof Weight weight ? weight : ofFloats(array.toFloats(), array.shape());
    }

    /** Makes a weight of single-precision numbers. */
    public static Weight ofFloats(float[] values, long... shape) {
        ByteBuffer data = room(values.length, WeightType.F32);
        data.asFloatBuffer().put(values);
        return new Weight(WeightType.F32, shape, data);
    }

    /** Makes a weight of whole numbers. */
    public static Weight ofLongs(long[] values, long... shape) {
        ByteBuffer data = room(values.length, WeightType.I64);
        data.asLongBuffer().put(values);
        return new Weight(WeightType.I64, shape, data);
    }

    private static ByteBuffer room(int count, WeightType type) {
        return ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many numbers there are; throws ArithmeticException beyond 2^63. */
    public static long count(long[] shape) {
        long count = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("A weight has a negative dimension: " + Arrays.toString(shape));
            }
            count = Math.multiplyExact(count, dimension);
        }
        return count;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A view of the numbers that stands at the first one. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All numbers in single precision; truth values are 0 or 1. */
    @Override
    public float[] toFloats() {
        ByteBuffer from = data();
        float[] values = new float[from.remaining() / type.bytes()];
        if (type == WeightType.F32) {
            from.asFloatBuffer().get(values);
            return values;
        }
        if (type == WeightType.F16) {
            // What most models are kept in, at a tenth of the time before the loop below is compiled.
            short[] halves = new short[values.length];
            from.asShortBuffer().get(halves);
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.toFloat(halves[i]);
            }
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F16 -> HalfFloat.toFloat(from.getShort());
                case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
                case F32 -> from.getFloat();
                case F64 -> (float) from.getDouble();
                case I8 -> from.get();
                case U8 -> from.get() & 255;
                case I16 -> from.getShort();
                case I32 -> from.getInt();
                case I64 -> from.getLong();
                case BOOL -> from.get() == 0 ? 0 : 1;
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
        data().asLongBuffer().get(values);
        return values;
    }

    /**
     * The same numbers in another format: single precision from any, half precision from single, rounded to the nearest
     * and to the even one between two.
     *
     * @throws IllegalArgumentException for any other pair of formats
     */
    public Weight as(WeightType wanted) {
        if (wanted == type) {
            return this;
        }
        if (wanted == WeightType.F32) {
            return ofFloats(toFloats(), shape);
        }
        if (wanted != WeightType.F16 || type != WeightType.F32) {
            throw new IllegalArgumentException("Weights of type " + type + " do not become " + wanted
                    + "; only F32 becomes F16, and all become F32");
        }
        float[] values = toFloats();
        ByteBuffer halves = room(values.length, WeightType.F16);
        for (float value : values) {
            halves.putShort(HalfFloat.fromFloat(value));
        }
        return new Weight(WeightType.F16, shape, halves.flip());
    }

    /** The same numbers in half precision, if they are in single precision; itself otherwise. */
    public Weight halved() {
        return type == WeightType.F32 ? as(WeightType.F16) : this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weight that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
