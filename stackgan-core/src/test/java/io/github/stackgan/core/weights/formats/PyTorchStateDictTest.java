package io.github.stackgan.core.weights.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.testing.Oracle;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class PyTorchStateDictTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("made.pth");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(byte[] pickle) {
        return assertRefused(Pickles.zip(file(), pickle));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Path file) {
        return assertThatThrownBy(() -> PyTorchStateDict.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(800));
    }

    /** Numbers of arrays: as many as the archives of oracle/stackgan, made by PyTorch, have storages. */
    @ParameterizedTest
    @CsvSource({
        "netG1, 33",
        "netG1_legacy, 33",
        "netG1_after3, 33",
        "netG2, 103",
        "netG2_after3, 103",
        "netD1, 27",
        "netD1_after3, 27",
        "netD2, 53",
        "netD2_after3, 53"
    })
    void every_file_of_the_oracle_is_read(String name, int arrays) {
        Map<String, Weight> weights = PyTorchStateDict.read(Oracle.path("stackgan/" + name + ".pth"));
        assertThat(weights).hasSize(arrays);
        weights.forEach((key, weight) -> {
            assertThat(weight.type())
                    .as(key)
                    .isEqualTo(key.endsWith("num_batches_tracked") ? WeightType.I64 : WeightType.F32);
            for (float value : weight.toFloats()) {
                assertThat(value).as(key).isFinite();
            }
        });
    }

    @Test
    void the_old_and_the_new_format_hold_the_same_bytes() {
        assertThat(PyTorchStateDict.read(Oracle.path("stackgan/netG1_legacy.pth")))
                .containsExactlyEntriesOf(PyTorchStateDict.read(Oracle.path("stackgan/netG1.pth")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(S'touch MARKER'\ntR.",
                "cposix\nsystem\n(VMARKER\ntR.",
                "(S'touch MARKER'\nios\nsystem\n.",
                "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093VMARKER\n\u0085R."
            })
    void a_pickle_that_would_run_a_command_is_refused_by_name(String program) throws IOException {
        Path marker = folder.resolve("marker");
        byte[] pickle = program.replace("MARKER", marker.toString()).getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(pickle).hasMessageMatching("(?s).*(os|posix)\\.system.*refused and nothing was run.*");
        assertRefused(Pickles.legacy(file(), true, pickle, Pickles.program().op("]."), new byte[0]))
                .hasMessageMatching("(?s).*(os|posix)\\.system.*refused and nothing was run.*");
        assertRefused(Files.write(file(), pickle)).hasMessageContaining("neither as a zip archive nor");
        assertThat(marker).doesNotExist();
    }

    @Test
    void a_command_among_the_facts_before_the_object_is_refused_too() throws IOException {
        byte[] whole = Files.readAllBytes(Pickles.legacy(file(), true, new byte[0], Pickles.program(), new byte[0]));
        byte[] head = Arrays.copyOf(whole, 21);
        assertRefused(Files.write(
                        file(),
                        Pickles.program()
                                .op(new String(head, StandardCharsets.ISO_8859_1) + "cos\nsystem\n.")
                                .bytes()))
                .hasMessageContaining("os.system");
    }

    @Test
    void whole_modules_and_unknown_instructions_are_refused() {
        assertRefused(Pickles.program()
                        .op("\u0080\u0002c__main__\nNet\n)\u0081.")
                        .bytes())
                .hasMessageContaining("asks for __main__.Net, which a state dict never needs");
        assertRefused(Pickles.program()
                        .op("\u0080\u0002ccollections\nOrderedDict\n)\u0081.")
                        .bytes())
                .hasMessageContaining("makes an object of collections.OrderedDict");
        assertRefused(Pickles.program().op("\u0082\u0001.").bytes()).hasMessageContaining("instruction 0x82");
        assertRefused(Pickles.program().op("\u0080\u0006}.").bytes()).hasMessageContaining("protocol is 6");
    }

    @Test
    void names_out_of_the_file_are_shown_short_and_without_control_characters() {
        assertRefused(Pickles.program()
                        .op("c\u001b[2J" + "x".repeat(100_000) + "\nboom\n.")
                        .bytes())
                .hasMessageContaining("asks for ?[2Jxxx")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void regression_python_2_gives_an_ordered_dict_its_pairs_at_once() {
        byte[] pickle = Pickles.program()
                .op("\u0080\u0002ccollections\nOrderedDict\n](]")
                .op("(")
                .text("w")
                .tensor("0", 6, 0, new long[] {6}, new long[] {1})
                .op("ee\u0085R}b.")
                .bytes();
        assertThat(PyTorchStateDict.read(Pickles.zip(file(), pickle)).get("w"))
                .isEqualTo(Weight.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 6));
    }

    @Test
    void views_become_contiguous() {
        // Columns of a 2 x 3 matrix, of its last two columns, and its first row three times.
        assertThat(read(0, new long[] {3, 2}, new long[] {1, 3})).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(read(1, new long[] {2, 2}, new long[] {1, 3})).containsExactly(2, 5, 3, 6);
        assertThat(read(0, new long[] {3, 3}, new long[] {0, 1})).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3);
        assertThat(read(4, new long[] {}, new long[] {})).containsExactly(5);
        assertThat(read(6, new long[] {0, 7}, new long[] {7, 1})).isEmpty();
    }

    private float[] read(long offset, long[] shape, long[] strides) {
        return PyTorchStateDict.read(Pickles.zip(file(), Pickles.oneTensor(6, offset, shape, strides)))
                .get("a")
                .toFloats();
    }

    @Test
    void views_that_leave_their_storage_are_refused() {
        long huge = Long.MAX_VALUE / 2;
        assertRefused(Pickles.oneTensor(6, 1, new long[] {6}, new long[] {1}))
                .hasMessageContaining("beyond the last 5 numbers of its storage");
        assertRefused(Pickles.oneTensor(6, -1, new long[] {1}, new long[] {1}))
                .hasMessageContaining("outside its storage");
        assertRefused(Pickles.oneTensor(6, huge, new long[] {0}, new long[] {1}))
                .hasMessageContaining("outside its storage");
        assertRefused(Pickles.oneTensor(6, 0, new long[] {huge, huge}, new long[] {1, 1}))
                .hasMessageContaining("beyond all size");
        assertRefused(Pickles.oneTensor(6, 5, new long[] {2}, new long[] {-1})).hasMessageContaining("negative");
        assertRefused(Pickles.oneTensor(6, 0, new long[] {6}, new long[] {1, 1}))
                .hasMessageContaining("unknown way");
        assertRefused(Pickles.oneTensor(7, 0, new long[] {7}, new long[] {1}))
                .hasMessageContaining("24 bytes, expected 28");
        assertRefused(Pickles.oneTensor(huge, 0, new long[] {7}, new long[] {1}))
                .hasMessageContaining("claims");
        assertRefused(Pickles.oneTensor(6, 0, new long[] {1 << 30}, new long[] {0}))
                .hasMessageContaining("repeat the numbers");
    }

    @Test
    void the_weights_of_a_checkpoint_are_found_or_its_keys_are_named() {
        for (String wrapper : new String[] {"state_dict", "model", "model_state_dict"}) {
            byte[] pickle = Pickles.program()
                    .op("\u0080\u0002}(")
                    .text("epoch")
                    .number(3)
                    .text(wrapper)
                    .op("}")
                    .text("a")
                    .tensor("0", 6, 0, new long[] {6}, new long[] {1})
                    .op("su.")
                    .bytes();
            assertThat(PyTorchStateDict.read(Pickles.zip(file(), pickle))).containsOnlyKeys("a");
        }
        assertRefused(Pickles.program()
                        .op("}(")
                        .text("epoch")
                        .number(3)
                        .text("netG")
                        .op("}u.")
                        .bytes())
                .hasMessageContaining("no tensors, but [epoch, netG]");
        assertRefused(Pickles.program().number(3).op(".").bytes()).hasMessageContaining("holds no dict");
        assertRefused(Pickles.program()
                        .op("}(")
                        .text("1")
                        .tensor("0", 6, 0, new long[] {6}, new long[] {1})
                        .number(1)
                        .tensor("0", 6, 0, new long[] {6}, new long[] {1})
                        .op("u.")
                        .bytes())
                .hasMessageContaining("two tensors have the name \"1\"");
    }

    /** A dict of dicts and tensors, each under its name; a dict is written as names behind one with a colon. */
    private Path checkpoint(String... names) {
        Pickles program = Pickles.program().op("\u0080\u0002}(");
        for (String name : names) {
            String[] parts = name.split(":", 2);
            program.text(parts[0]);
            if (parts.length > 1) {
                program.op("}(");
                for (String inner : parts[1].split(",")) {
                    program.text(inner).tensor("0", 6, 0, new long[] {6}, new long[] {1});
                }
                program.op("u");
            } else {
                program.tensor("0", 6, 0, new long[] {6}, new long[] {1});
            }
        }
        return Pickles.zip(file(), program.op("u.").bytes());
    }

    @Test
    void weights_beside_a_loss_or_an_optimizer_are_found_or_all_are_named() {
        assertThat(PyTorchStateDict.read(checkpoint("loss", "model_state_dict:a,b")))
                .containsOnlyKeys("a", "b");
        assertThat(PyTorchStateDict.read(checkpoint("state_dict:a", "best", "optimizer_state_dict:step", "ema:c")))
                .containsOnlyKeys("a");
        assertThat(PyTorchStateDict.read(checkpoint("a", "b", "norm._extra_state:c")))
                .containsOnlyKeys("a", "b");
        assertRefused(checkpoint("loss", "model:a", "state_dict:a"))
                .hasMessageContaining("several state dicts, but [loss, model, state_dict]");
        assertRefused(checkpoint("loss", "netG:a"))
                .hasMessageContaining("no state dict, but [loss, netG]")
                .hasMessageContaining("save the one to be used by itself");
        assertRefused(checkpoint("netG:a", "netD:b")).hasMessageContaining("no state dict, but [netG, netD]");
        assertRefused(checkpoint("model:a", "model:b")).hasMessageContaining("the key \"model\" twice");
    }

    @Test
    void what_wrappers_of_modules_put_before_all_names_is_left_out() {
        for (String prefix : new String[] {"module.", "_orig_mod.", "module.module.", "_orig_mod.module."}) {
            assertThat(WeightFiles.read(checkpoint(prefix + "a.weight", prefix + "b")))
                    .containsOnlyKeys("a.weight", "b");
            assertThat(WeightFiles.read(checkpoint("loss", "state_dict:" + prefix + "a," + prefix + "b")))
                    .containsOnlyKeys("a", "b");
        }
        assertThat(WeightFiles.read(checkpoint("module.a", "b"))).containsOnlyKeys("module.a", "b");
        assertThat(WeightFiles.read(checkpoint("net.a", "net.b"))).containsOnlyKeys("net.a", "net.b");
        assertThat(WeightFiles.read(checkpoint("modules.a"))).containsOnlyKeys("modules.a");
    }

    @Test
    void big_endian_files_are_refused_in_both_formats() {
        byte[] pickle = Pickles.oneTensor(1, 0, new long[] {1}, new long[] {1});
        assertRefused(Pickles.zip(file(), pickle, Pickles.floats(1), "big")).hasMessageContaining("big-endian");
        assertRefused(Pickles.legacy(
                        file(),
                        false,
                        pickle,
                        Pickles.program().op("]").text("0").op("a."),
                        new byte[12]))
                .hasMessageContaining("big-endian");
    }

    @Test
    void regression_old_storages_outside_the_state_dict_are_stepped_over_by_their_own_size() {
        byte[] pickle = Pickles.program()
                .op("\u0080\u0002}(")
                .text("optimizer")
                .op("}")
                .text("step")
                .op("ctorch._utils\n_rebuild_tensor\n(")
                .storage("LongStorage", "1", 1, "N")
                .number(0)
                .op("))tRs")
                .text("state_dict")
                .op("}")
                .text("a")
                .op("ctorch._utils\n_rebuild_tensor\n(")
                .storage("FloatStorage", "2", 3, "(" + "\u008c\u0001vK\u0001K\u0002t")
                .number(0)
                .tuple(2)
                .tuple(1)
                .op("tRsu.")
                .bytes();
        ByteBuffer storages =
                Pickles.little(8 + 8 + 8 + 12).putLong(1).putLong(77).putLong(3).put(Pickles.floats(1, 2, 3));
        Path file = Pickles.legacy(
                file(),
                true,
                pickle,
                Pickles.program().op("](").text("1").text("2").op("e."),
                storages.array());
        assertThat(PyTorchStateDict.read(file).get("a")).isEqualTo(Weight.ofFloats(new float[] {2, 3}, 2));
    }

    @Test
    void regression_values_that_grow_when_walked_through_are_not_walked_through() {
        Pickles doubling = Pickles.program()
                .op("\u0080\u0002}(")
                .op("(")
                .text("storage")
                .op("ctorch\nFloatStorage\n)")
                .repeat(60, "2\u0086")
                .text("cpu")
                .number(1)
                .op("tQ.");
        assertRefused(doubling.bytes()).hasMessageContaining("neither text nor a whole number");
        Pickles deep = Pickles.program()
                .op("(")
                .text("storage")
                .op("ctorch\nFloatStorage\n)")
                .repeat(200_000, "\u0085")
                .text("cpu")
                .number(1)
                .op("tQ.");
        assertRefused(deep.bytes()).hasMessageContaining("neither text nor a whole number");
    }

    @Test
    void regression_small_files_cannot_ask_for_much_memory_or_time() {
        assertRefused(Pickles.program().repeat(40 << 20, "}").op(".").bytes())
                .hasMessageContaining("far more instructions");
        assertRefused(Pickles.program()
                        .op("(")
                        .repeat(600_000, "K\u0001")
                        .op("lq\u00010")
                        .repeat(200_000, "ccollections\nOrderedDict\nh\u0001\u0085R")
                        .op(".")
                        .bytes())
                .hasMessageContaining("far more instructions");
        assertRefused(Pickles.program()
                        .op("(")
                        .repeat(1000, "]K\u0001aK\u0002a")
                        .op("lq\u00010")
                        .repeat(200_000, "ccollections\nOrderedDict\nh\u0001\u0085R")
                        .op(".")
                        .bytes())
                .hasMessageContaining("far more instructions");
        assertRefused(Pickles.oneTensor(6, 0, new long[100], new long[100])).hasMessageContaining("at most 64");
        assertRefused(Pickles.program().repeat(80 << 20, "N").bytes()).hasMessageContaining("claims 83886080 bytes");
        assertRefused(Pickles.zip(
                        file(),
                        Pickles.oneTensor(60 << 20, 0, new long[] {60 << 20}, new long[] {1}),
                        new byte[240 << 20],
                        "little"))
                .hasMessageContaining("may become");
    }

    @Test
    void regression_an_archive_that_claims_millions_of_entries_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(Pickles.zip(file(), Pickles.oneTensor(6, 0, new long[] {6}, new long[] {1})));
        int end = whole.length - 22;
        ByteBuffer in = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = Pickles.little(end + 56 + 20 + 22).put(whole, 0, end);
        out.putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putLong(400_000_000)
                .putLong(400_000_000);
        out.putLong(in.getInt(end + 12)).putLong(in.getInt(end + 16));
        out.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        out.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        assertRefused(Files.write(file(), out.array())).hasMessageContaining("claims 400000000 entries");
    }

    @Test
    void what_is_no_checkpoint_at_all_is_named() throws IOException {
        assertRefused(Files.writeString(file(), "\n<!DOCTYPE html><html>")).hasMessageContaining("web page");
        assertRefused(Files.writeString(file(), "version https://git-lfs.github.com/spec/v1\n"))
                .hasMessageContaining("git-lfs pointer");
        assertRefused(Files.writeString(file(), "")).hasMessageContaining("empty");
        assertRefused(folder).hasMessageContaining("directory");
        assertRefused(folder.resolve("absent.pth")).hasMessageContaining("no such file");
    }
}
