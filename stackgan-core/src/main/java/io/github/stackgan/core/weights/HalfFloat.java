package io.github.stackgan.core.weights;

/** IEEE half precision, which Java 17 does not know. */
final class HalfFloat {
    private static final float SMALLEST_NORMAL = 0x1p-14f;
    private static final float STEP_BELOW = 0x1p-24f;
    private static final int REBIAS = 112 << 23;

    private HalfFloat() {}

    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int rest = half & 0x7fff;
        if (rest >= 0x7c00) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (rest & 0x3ff) << 13);
        }
        if (rest < 0x400) {
            float value = rest * STEP_BELOW;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | (rest << 13) + REBIAS);
    }

    /** Rounds to the nearest half, to the even one between two; what is too large becomes infinite. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(size / STEP_BELOW));
        }
        int rest = (bits & 0x7fffffff) - REBIAS;
        int rounded = (rest + 0xfff + ((rest >>> 13) & 1)) >>> 13;
        return (short) (sign | Math.min(rounded, 0x7c00));
    }
}
