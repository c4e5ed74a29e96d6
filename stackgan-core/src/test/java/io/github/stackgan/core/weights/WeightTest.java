package io.github.stackgan.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.core.weights.formats.Pickles;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class WeightTest {
    private static float[] floats(WeightType type, ByteBuffer data) {
        return new Weight(type, new long[] {data.limit() / type.bytes()}, data.rewind()).toFloats();
    }

    @Test
    void every_format_becomes_single_precision() {
        assertThat(floats(WeightType.F16, Pickles.little(2).putShort((short) 0xc000)))
                .containsExactly(-2);
        assertThat(floats(WeightType.BF16, Pickles.little(2).putShort((short) 0x4049)))
                .containsExactly(3.140625f);
        assertThat(floats(WeightType.F32, Pickles.little(4).putFloat(1.5f))).containsExactly(1.5f);
        assertThat(floats(WeightType.F64, Pickles.little(8).putDouble(0.1))).containsExactly(0.1f);
        assertThat(floats(WeightType.I8, Pickles.little(1).put((byte) -3))).containsExactly(-3);
        assertThat(floats(WeightType.U8, Pickles.little(1).put((byte) -3))).containsExactly(253);
        assertThat(floats(WeightType.I16, Pickles.little(2).putShort((short) -300)))
                .containsExactly(-300);
        assertThat(floats(WeightType.I32, Pickles.little(4).putInt(70000))).containsExactly(70000);
        assertThat(floats(WeightType.I64, Pickles.little(8).putLong(-5))).containsExactly(-5);
        assertThat(floats(
                        WeightType.BOOL,
                        Pickles.little(3).put((byte) 0).put((byte) 1).put((byte) -1)))
                .containsExactly(0, 1, 1);
    }

    @Test
    void what_is_handed_out_or_taken_in_does_not_change_a_weight() {
        long[] shape = {2};
        Weight weight = Weight.ofFloats(new float[] {1, 2}, shape);
        shape[0] = 9;
        weight.shape()[0] = 9;
        weight.data().getFloat();
        assertThat(weight.shape()).containsExactly(2);
        assertThat(weight.data().getFloat()).isEqualTo(1);
        assertThat(weight.toFloats()).containsExactly(1, 2);
        assertThatThrownBy(() -> weight.data().put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void equal_weights_have_equal_type_shape_and_bytes() {
        Weight weight = Weight.ofFloats(new float[] {1, 2}, 2);
        assertThat(weight)
                .isEqualTo(Weight.ofFloats(new float[] {1, 2}, 2))
                .hasSameHashCodeAs(Weight.ofFloats(new float[] {1, 2}, 2));
        assertThat(weight)
                .isNotEqualTo(Weight.ofFloats(new float[] {1, 2}, 1, 2))
                .isNotEqualTo(Weight.ofFloats(new float[] {1, 3}, 2));
        assertThat(weight).hasToString("F32[2]");
    }

    @Test
    void sizes_must_fit() {
        assertThatThrownBy(() -> Weight.ofFloats(new float[3], 2))
                .hasMessage("A weight has 12 bytes, but its shape asks for 8");
        assertThatThrownBy(() -> Weight.ofLongs(new long[1], -1, -1))
                .hasMessageContaining("negative dimension: [-1, -1]");
        assertThatThrownBy(() -> Weight.ofFloats(new float[0], 1L << 62, 4)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void single_and_half_precision_become_each_other_and_nothing_else_does() {
        Weight weight = Weight.ofFloats(new float[] {1, -0.1f}, 2);
        Weight half = weight.as(WeightType.F16);
        assertThat(half).isEqualTo(weight.halved()).isEqualTo(half.halved());
        assertThat(half.type()).isEqualTo(WeightType.F16);
        // The half nearest to 0.1 is 1638 / 2^14.
        assertThat(half.as(WeightType.F32).toFloats()).containsExactly(1, -1638 / 16384f);
        assertThat(Weight.ofLongs(new long[] {3}).as(WeightType.F32).toFloats()).containsExactly(3);
        assertThat(Weight.ofLongs(new long[] {3}).toLongs()).containsExactly(3);
        assertThatThrownBy(() -> Weight.ofLongs(new long[] {3}).as(WeightType.F16))
                .hasMessageContaining("I64 do not become F16");
        assertThatThrownBy(weight::toLongs).hasMessageContaining("but F32");
    }
}
