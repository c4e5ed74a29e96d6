package io.github.stackgan.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    private static short half(float value) {
        return HalfFloat.fromFloat(value);
    }

    /** The definition of the format: exponent 31 is infinite or no number, 0 is denormal. */
    private static float defined(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.pow(2, exponent - 25);
        return (float) (bits < 0 ? -size : size);
    }

    @Test
    void every_half_is_read_and_written_exactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            assertThat(Float.valueOf(value)).isEqualTo(Float.valueOf(defined((short) bits)));
            if (Float.isNaN(value)) {
                assertThat(HalfFloat.toFloat(half(value))).isNaN();
            } else {
                assertThat(half(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void between_two_neighbours_the_nearest_wins_and_in_the_middle_the_even_one() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            double low = defined((short) bits);
            // Beyond the largest half, 65504, the next step of the same width counts as infinity.
            double high = bits == 0x7bff ? 65536 : defined((short) (bits + 1));
            float middle = (float) ((low + high) / 2);
            int even = bits % 2 == 0 ? bits : bits + 1;
            for (int sign : new int[] {0, 0x8000}) {
                float s = sign == 0 ? 1 : -1;
                assertThat(half(s * Math.nextDown(middle))).isEqualTo((short) (sign | bits));
                assertThat(half(s * middle)).isEqualTo((short) (sign | even));
                assertThat(half(s * Math.nextUp(middle))).isEqualTo((short) (sign | bits + 1));
            }
        }
    }

    @Test
    void what_is_too_large_or_too_small_becomes_infinite_or_zero_of_its_sign() {
        assertThat(half(Float.MAX_VALUE)).isEqualTo((short) 0x7c00);
        assertThat(half(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
        assertThat(half(-Float.MIN_VALUE)).isEqualTo((short) 0x8000);
    }
}
