package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of formats/ were written by Python 3 with NumPy 2.4, those of mini/ by NumPy 1.24. */
class PickleTest {
    @TempDir
    private Path folder;

    private static Table all(int protocol) {
        return Pickle.read(Samples.path("formats/all-" + protocol + ".pickle")).asTable("all");
    }

    private static NumberArray array(Table arrays, String name) {
        return arrays.get(name).orElseThrow().asArray(name);
    }

    private Path pickle(String program) throws IOException {
        Path file = folder.resolve("own.pickle");
        Files.write(file, program.getBytes(StandardCharsets.ISO_8859_1));
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void arrays_of_every_type_come_through_every_protocol(int protocol) {
        Table arrays = all(protocol).get("arrays").orElseThrow().asTable("arrays");
        assertThat(array(arrays, "bool").longs()).containsExactly(1, 0);
        assertThat(array(arrays, "i1").longs()).containsExactly(-1, 2);
        assertThat(array(arrays, "u1").longs()).containsExactly(255, 2);
        assertThat(array(arrays, "i2").longs()).containsExactly(-300, 2);
        assertThat(array(arrays, "u2").longs()).containsExactly(65535, 2);
        assertThat(array(arrays, "i4").longs()).containsExactly(-70000, 2);
        assertThat(array(arrays, "u4").longs()).containsExactly(4294967295L, 2);
        assertThat(array(arrays, "i8").longs()).containsExactly(-(1L << 40), 2);
        assertThat(array(arrays, "u8").longs()).containsExactly(1L << 40, 2);
        for (String name : List.of("f2", "f4", "f8", "big")) {
            assertThat(array(arrays, name).floats()).as(name).containsExactly(1.5f, -0.25f);
        }
        assertThat(array(arrays, "fortran").shape()).containsExactly(2, 3);
        assertThat(array(arrays, "fortran").longs()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(array(arrays, "fortran").get(1).longs()).containsExactly(3, 4, 5);
        assertThat(array(arrays, "empty").shape()).containsExactly(0, 3);
        assertThat(arrays.get("scalar")).contains(new Value.Whole(77));
        assertThat(arrays.get("real")).contains(new Value.Real(2.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void numbers_text_and_tuples_come_through_every_protocol(int protocol) {
        List<Value> list = all(protocol).get("list").orElseThrow().asItems("list");
        assertThat(list.subList(0, 11))
                .containsExactly(
                        Value.NONE,
                        new Value.Truth(true),
                        new Value.Truth(false),
                        new Value.Whole(0),
                        new Value.Whole(255),
                        new Value.Whole(65535),
                        new Value.Whole(-5),
                        new Value.Whole(1L << 40),
                        new Value.Whole(-(1L << 62)),
                        new Value.Real(1.25),
                        new Value.Real(Double.POSITIVE_INFINITY));
        assertThat(list.get(11).asText("")).isEqualTo("text");
        assertThat(list.get(12).asText("")).isEqualTo("caf\u00e9 \u4e2d \\ ' \"");
        assertThat(list.get(13).asText("")).isEqualTo("\u0000\u00ff bytes");
        for (int i = 0; i < 5; i++) {
            assertThat(list.get(14 + i).asItems("")).hasSize(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void what_is_shared_stays_shared_and_lists_may_hold_themselves(int protocol) {
        List<Value> same = all(protocol).get("same").orElseThrow().asItems("same");
        assertThat(same.get(0)).isSameAs(same.get(1)).isInstanceOf(NumberArray.class);
        Value rec = all(protocol).get("rec").orElseThrow();
        assertThat(rec.asItems("rec").get(0)).isEqualTo(new Value.Whole(1));
        Items cycle = (Items) rec.asItems("rec").get(1);
        assertThat(cycle.items().get(1)).isSameAs(cycle);
        List<Value> objects = all(protocol).get("object").orElseThrow().asItems("object");
        assertThat(objects.get(0).asArray("").floats()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    /** Expected: what NumPy finds in the same files. */
    @Test
    void the_files_of_the_tensorflow_release_are_read() {
        Path birds = Samples.path("mini/birds");
        List<Value> list = Pickle.read(birds.resolve("train/char-CNN-RNN-embeddings.pickle"))
                .asItems("train");
        assertThat(list).hasSize(18);
        assertThat(list.get(0).asArray("").shape()).containsExactly(10, 1024);
        assertThat(list.get(0).asArray("").floats()).startsWith(1.6243454f, -0.6117564f, -0.5281718f);
        assertThat(list.get(17).asArray("").floats()).endsWith(-1.2452387f, 0.07831488f);
        NumberArray one = Pickle.read(birds.resolve("test/char-CNN-RNN-embeddings.pickle"))
                .asArray("test");
        assertThat(one.shape()).containsExactly(6, 10, 1024);
        assertThat(one.get(5).get(9).floats()).endsWith(-0.98075205f, 0.07959305f);
        NumberArray image = Pickle.read(birds.resolve("train/76images.pickle"))
                .asItems("images")
                .get(0)
                .asArray("image");
        assertThat(image.get(3).get(4).longs()).containsExactly(150, 188, 222);
        assertThat(Pickle.read(birds.resolve("test/filenames.pickle"))
                        .asItems("names")
                        .get(1)
                        .asText("name"))
                .isEqualTo("004.Brown_Wren/Brown_Wren_0002_85310");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void a_pickle_that_runs_a_program_is_refused_by_its_name(int protocol) {
        Path file = Samples.path("formats/evil-" + protocol + ".pickle");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(file))
                .withMessageStartingWith(file + " cannot be used as a Python pickle: the pickle asks for posix.system,")
                .withMessageContaining("nothing was run");
    }

    @Test
    void what_is_not_data_is_refused_by_what_it_is() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(Samples.path("formats/set.pickle")))
                .withMessageContaining("holds a set");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(Samples.path("formats/strings.pickle")))
                .withMessageContaining("type \"S1\"; only truth values, whole and real numbers are read");
        Path absent = folder.resolve("absent.pickle");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(absent))
                .withMessage(
                        "the file " + absent + " does not exist; expected a Python pickle there, so check the path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(i__main__\\nX\\n.| asks for __main__.X",
                "cnumpy\\ndtype\\n.| holds a type or a function where data should be",
                "S'a\\q'\\n.| escaped in an unknown way",
                "Sx\\n.| text without quotes",
                "a.| takes more than it made",
                "h\\x05.| recalls what it never kept",
                "]K\\x01.x| ",
                "L99999999999999999999L\\n.| too large for 64 bits",
                "I5\\nI6\\ns.| takes more than it made",
                "]](| ends in the middle",
                "P1\\n.| refers to objects outside",
                "\\x80\\x09.| protocol is 9, but the newest known is 5",
                "\\xff.| instruction 0xff"
            })
    void programs_that_make_no_sense_are_refused(String program, String message) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < program.length(); i++) {
            if (program.startsWith("\\n", i)) {
                text.append('\n');
                i++;
            } else if (program.startsWith("\\x", i)) {
                text.append((char) Integer.parseInt(program.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                text.append(program.charAt(i));
            }
        }
        Path file = pickle(text.toString());
        if (message == null) {
            assertThat(Pickle.read(file)).isEqualTo(new Value.Whole(1));
        } else {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> Pickle.read(file))
                    .withMessageStartingWith(file.toString())
                    .withMessageContaining(message);
        }
    }

    @Test
    void a_value_of_another_kind_is_named() {
        Value text = Text.of("hello");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> text.asItems("captions.pickle, entry 3"))
                .withMessage("captions.pickle, entry 3: expected a list, but found the text \"hello\"");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Value.NONE.asTable("x"))
                .withMessage("x: expected a table, but found nothing");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> new Value.Real(0.5).asArray("x"))
                .withMessage("x: expected an array of numbers, but found the number 0.5");
    }

    /** A million lists in a megabyte would take a hundred. */
    @Test
    void programs_cannot_claim_memory_without_end() throws IOException {
        Path file = pickle("]".repeat(3_000_000) + ".");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(file))
                .withMessageContaining("far more instructions than data of this size needs");
    }

    /** The plain hash codes of all keys are one number; with those, this would take 10^10 steps. */
    @Test
    @Timeout(60)
    void keys_that_hash_alike_are_read_as_fast_as_others() throws IOException {
        int each = 60_000;
        ByteBuffer out = ByteBuffer.allocate(each * 70).order(ByteOrder.LITTLE_ENDIAN);
        out.put("}(".getBytes(StandardCharsets.US_ASCII));
        List<String> texts = AlikeKeys.texts(each);
        for (int i = 0; i < each; i++) {
            out.put((byte) 'U').put((byte) 32).put(texts.get(i).getBytes(StandardCharsets.US_ASCII));
            out.put((byte) 'N').put((byte) 0x8a).put((byte) 8).putLong(AlikeKeys.bits(i));
            out.put((byte) 'N').put((byte) 'G').putLong(Long.reverseBytes(AlikeKeys.bits(i)));
            out.put((byte) 'N');
        }
        out.put("u.".getBytes(StandardCharsets.US_ASCII));
        Path file = Files.write(folder.resolve("alike.pickle"), Arrays.copyOf(out.array(), out.position()));
        Table table = Pickle.read(file).asTable("alike");
        assertThat(table.entries()).hasSize(3 * each);
        assertThat(table.get(texts.get(each - 1))).contains(Value.NONE);
        assertThat(table.entries()).containsKey(new Value.Whole(AlikeKeys.bits(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "}(S'a'\\nK\\x01S'a'\\nK\\x02u.| the same key twice: the text \"a\"",
                "}(K\\x01NK\\x01Nu.| the same key twice: the number 1",
            })
    void a_key_that_stands_twice_is_refused(String program, String message) throws IOException {
        programs_that_make_no_sense_are_refused(program, message);
    }

    /** As of Python 3, protocol 2: bytearray(b"\\xe9\\xff"), and what numpy.uint64(2 ** 63) becomes. */
    @Test
    void bytes_are_taken_as_bytes_and_large_numbers_are_refused() throws IOException {
        Value bytes = Pickle.read(pickle("\u0080\u0002c__builtin__\nbytearray\nX\u0004\0\0\0\u00c3\u00a9\u00c3\u00bf"
                + "X\u0007\0\0\0latin-1\u0086R."));
        assertThat(bytes.asText("bytes")).isEqualTo("\u00e9\u00ff");
        Path large = pickle("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002u8\u0085RU\u0008\0\0\0\0\0\0\0\u0080"
                + "\u0086R.");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(large))
                .withMessageContaining("the number 9.223372036854776E18, too large for 64 bits with a sign");
    }

    /** An array of objects, built as NumPy does: (version, shape, type, is Fortran, objects). */
    @Test
    void arrays_of_objects_are_lists_or_refused() throws IOException {
        String start = "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001";
        String end = "cnumpy\ndtype\nU\u0002O8\u0085R\u0089](K\u0007K\u0008etb.";
        assertThat(Pickle.read(pickle(start + "K\u0002\u0085" + end)).asItems("objects"))
                .containsExactly(new Value.Whole(7), new Value.Whole(8));
        Path matrix = pickle(start + "K\u0001K\u0002\u0086" + end);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(matrix))
                .withMessageContaining("objects of shape [1, 2] with 2 objects; only lists");
        Path complex = pickle("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0003c16\u0085RU\0\u0086R.");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(complex))
                .withMessageContaining("type \"c16\"; only truth values, whole and real numbers are read");
    }

    @Test
    void other_files_are_told_by_their_content() throws IOException {
        Path page = pickle("<!DOCTYPE html><html></html>");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(page))
                .withMessage(page + " cannot be used as a Python pickle: it is a web page, so a download went wrong;"
                        + " download the file itself");
        Path packed = pickle("\u001f\u008b\u0008\0\0");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Pickle.read(packed))
                .withMessageEndingWith("it is a compressed archive; unpack it, and give the file inside");
    }
}
