package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictGlobalsTest {
    @TempDir
    private Path folder;

    /** A dict with the tensor "a" of three numbers out of the storage "0", with a last argument. */
    private Path tensor(String type, String metadata, byte[] storage) {
        byte[] pickle = Pickles.program()
                .op("\u0080\u0002}")
                .text("a")
                .op("ctorch._utils\n_rebuild_tensor_v2\n(")
                .storage(type, "0", 3, "")
                .number(0)
                .tuple(3)
                .tuple(1)
                .op("\u0089N" + metadata + "tRs.")
                .bytes();
        return Pickles.zip(folder.resolve("made.pth"), pickle, storage, "little");
    }

    private float[] read(String type, String metadata, byte[] storage) {
        return PyTorchStateDict.read(tensor(type, metadata, storage)).get("a").toFloats();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String type, String metadata) {
        Path file = tensor(type, metadata, new byte[24]);
        return assertThatThrownBy(() -> PyTorchStateDict.read(file)).isInstanceOf(ModelFormatException.class);
    }

    /** What the views of PyTorch's own conj().imag are saved with. */
    @Test
    void numbers_that_are_marked_as_negated_are_negated() {
        byte[] floats = Pickles.floats(1, -2, 0);
        assertThat(read("FloatStorage", "}U\u0003neg\u0088s", floats)).containsExactly(-1, 2, -0f);
        assertThat(read("FloatStorage", "}U\u0003neg\u0089s", floats)).containsExactly(1, -2, 0);
        assertThat(read("FloatStorage", "}(U\u0004conj\u0089U\u0003neg\u0088u", floats))
                .containsExactly(-1, 2, -0f);
        assertThat(read("FloatStorage", "}", floats)).containsExactly(1, -2, 0);
        assertThat(read("FloatStorage", "N", floats)).containsExactly(1, -2, 0);
        // 1, 2 and -0.5 in half precision, then in its other form.
        byte[] halves = {0, 0x3c, 0, 0x40, 0, (byte) 0xb8};
        assertThat(read("HalfStorage", "}U\u0003neg\u0088s", halves)).containsExactly(-1, -2, 0.5f);
        byte[] brains = {(byte) 0x80, 0x3f, 0, 0x40, 0, (byte) 0xbf};
        assertThat(read("BFloat16Storage", "}U\u0003neg\u0088s", brains)).containsExactly(-1, -2, 0.5f);
        byte[] doubles =
                Pickles.little(24).putDouble(1).putDouble(2).putDouble(-3).array();
        assertThat(read("DoubleStorage", "}U\u0003neg\u0088s", doubles)).containsExactly(-1, -2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "}U\u0004conj\u0088s| the bit \"conj\", which changes what its numbers mean",
                "}U\u0003new\u0088s| the bit \"new\"",
                "}U\u0003newK\u0001s| the bit \"new\"",
                "}U\u0003negK\u0001s| the bit \"neg\"",
                "}(U\u0003neg\u0088U\u0003new]u| the bit \"new\"",
                "K1| bits that are no dict",
                "]| bits that are no dict",
                "NN| described in an unknown way"
            })
    void what_is_not_understood_about_a_tensor_is_refused(String metadata, String message) {
        assertRefused("FloatStorage", metadata).hasMessageContaining(message);
    }

    @Test
    void whole_numbers_are_never_negated() {
        assertRefused("LongStorage", "}U\u0003neg\u0088s").hasMessageContaining("only real numbers can be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ComplexFloatStorage", "QInt8Storage", "UntypedStorage"})
    void numbers_of_other_kinds_are_refused_by_name(String type) {
        assertRefused(type, "").hasMessageContaining("asks for torch." + type);
    }

    /** The plain hash codes of all keys are one number; with those, this would take 10^10 steps. */
    @Test
    @Timeout(60)
    void keys_that_hash_alike_are_read_as_fast_as_others() {
        int code = "Aa".repeat(16).hashCode();
        Pickles program = Pickles.program().op("}(");
        for (int i = 0; i < 60_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            program.text(text.toString())
                    .op("N")
                    .number((long) i << 32 | (i ^ code) & 0xffffffffL)
                    .op("N");
        }
        Path file = Pickles.zip(folder.resolve("made.pth"), program.op("u.").bytes());
        assertThatThrownBy(() -> PyTorchStateDict.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("holds no tensors")
                .hasMessageContaining("and 119990 more");
    }
}
