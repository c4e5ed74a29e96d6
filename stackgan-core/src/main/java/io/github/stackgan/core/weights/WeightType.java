package io.github.stackgan.core.weights;

/** Number formats of weights, by their safetensors names. */
public enum WeightType {
    /** IEEE half precision. */
    F16(2),
    /** The upper half of single precision. */
    BF16(2),
    /** IEEE single precision. */
    F32(4),
    /** IEEE double precision. */
    F64(8),
    /** Signed byte. */
    I8(1),
    /** Unsigned byte. */
    U8(1),
    /** Signed 16-bit number. */
    I16(2),
    /** Signed 32-bit number. */
    I32(4),
    /** Signed 64-bit number. */
    I64(8),
    /** A byte that is 0 or 1. */
    BOOL(1);

    private final int bytes;

    WeightType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }
}
