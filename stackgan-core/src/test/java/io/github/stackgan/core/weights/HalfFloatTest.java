package io.github.stackgan.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.testing.NpzFile;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
    private static short half(float value) {
        return HalfFloat.fromFloat(value);
    }

    @Test
    void every_half_is_read_and_written_exactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            assertThat(Float.valueOf(value)).isEqualTo(Float.valueOf(NpzFile.half((short) bits)));
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
            double low = NpzFile.half((short) bits);
            // Beyond the largest half, 65504, the next step of the same width counts as infinity.
            double high = bits == 0x7bff ? 65536 : NpzFile.half((short) (bits + 1));
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
