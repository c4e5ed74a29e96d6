package io.github.stackgan.datasets.formats;

import com.google.common.math.DoubleMath;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/**
 * What the numbers of an array are.
 *
 * @since 0.1.0
 */
public enum ElementType {
    /** False is 0, true is 1. */
    BOOL(1),
    /** Signed, of 8 bits. */
    INT8(1),
    /** Unsigned, of 8 bits. */
    UINT8(1),
    /** Signed, of 16 bits. */
    INT16(2),
    /** Unsigned, of 16 bits. */
    UINT16(2),
    /** Signed, of 32 bits. */
    INT32(4),
    /** Unsigned, of 32 bits. */
    UINT32(4),
    /** Signed, of 64 bits. */
    INT64(8),
    /** Unsigned, of 64 bits; those beyond 63 bits can be read as real numbers only. */
    UINT64(8),
    /** IEEE 754, of 16 bits. */
    FLOAT16(2),
    /** IEEE 754, of 32 bits. */
    FLOAT32(4),
    /** IEEE 754, of 64 bits. */
    FLOAT64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    boolean isReal() {
        return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    double real(ByteBuffer data, int at) {
        return switch (this) {
            case FLOAT16 -> half(data.getShort(at));
            case FLOAT32 -> data.getFloat(at);
            case FLOAT64 -> data.getDouble(at);
            case UINT64 -> unsigned(data.getLong(at));
            default -> whole(data, at);
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    /** Throws ArithmeticException if the number is not whole, or beyond 63 bits and a sign. */
    long whole(ByteBuffer data, int at) {
        return switch (this) {
            case BOOL, UINT8 -> data.get(at) & 0xff;
            case INT8 -> data.get(at);
            case INT16 -> data.getShort(at);
            case UINT16 -> data.getShort(at) & 0xffff;
            case INT32 -> data.getInt(at);
            case UINT32 -> data.getInt(at) & 0xffffffffL;
            case INT64 -> data.getLong(at);
            case UINT64 -> {
                long bits = data.getLong(at);
                if (bits < 0) {
                    throw new ArithmeticException("beyond 63 bits");
                }
                yield bits;
            }
            case FLOAT16, FLOAT32, FLOAT64 -> DoubleMath.roundToLong(real(data, at), RoundingMode.UNNECESSARY);
        };
    }

    /** The definition of the format: exponent 31 is infinite or no number, 0 is denormal. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size =
                switch (exponent) {
                    case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    case 0 -> fraction * 0x1p-24;
                    default -> Math.scalb(1024 + fraction, exponent - 25);
                };
        return bits < 0 ? -size : size;
    }
}
