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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Torch7Test {
    @TempDir
    private Path folder;

    private static NumberArray array(Table table, String name) {
        return table.get(name).orElseThrow().asArray(name);
    }

    private Path file(int... numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return Files.write(folder.resolve("own.t7"), bytes.array());
    }

    /** Written by hand: three views of the floats 0 to 5, a table that holds itself, lengths of 32 and 64 bits. */
    @ParameterizedTest
    @ValueSource(strings = {"formats/shared-64.t7", "formats/shared-32.t7"})
    void tensors_share_their_numbers_and_tables_hold_themselves(String name) {
        Table table = Torch7.read(Samples.path(name)).asTable(name);
        assertThat(array(table, "whole").shape()).containsExactly(2, 3);
        assertThat(array(table, "whole").floats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(array(table, "turned").shape()).containsExactly(3, 2);
        assertThat(array(table, "turned").floats()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(array(table, "part").floats()).containsExactly(4, 5);
        assertThat(array(table, "long").longs()).containsExactly(7, -8);
        assertThat(array(table, "none").size()).isZero();
        assertThat(table.get("self")).containsSame(table);
        assertThat(table.get("half")).contains(new Value.Real(0.5));
        assertThat(table.get("yes")).contains(new Value.Truth(true));
        assertThat(table.entries()).containsEntry(new Value.Whole(1), Text.of("one"));
        assertThat(table.items()).isEmpty();
    }

    @Test
    void reeds_files_hold_characters_embeddings_and_features() {
        Table table = Torch7.read(
                        Samples.path("mini/birds/cub_icml/001.Red_capped_Warbler/Red_capped_Warbler_0001_86405.t7"))
                .asTable("t7");
        assertThat(array(table, "char").shape()).containsExactly(201, 10);
        assertThat(array(table, "char").type()).isEqualTo(ElementType.INT8);
        // "this ...": numbers of letters from 1.
        assertThat(array(table, "char").get(0).longs()).containsOnly(20);
        assertThat(array(table, "char").get(1).longs()).containsOnly(8);
        assertThat(array(table, "txt").type()).isEqualTo(ElementType.FLOAT32);
        assertThat(array(table, "txt").shape()[0]).isEqualTo(10);
        assertThat(array(table, "word").type()).isEqualTo(ElementType.FLOAT64);
        assertThat(table.get("img").orElseThrow().asText("img")).endsWith("Red_capped_Warbler_0001_86405.jpg");
    }

    @Test
    void lists_are_tables_with_keys_from_one() {
        Table captions =
                Torch7.read(Samples.path("mini/birds/example_captions.t7")).asTable("t7");
        assertThat(captions.get("raw_txt").orElseThrow().asItems("raw_txt")).isNotEmpty();
        assertThat(captions.get("fea_txt")).isPresent();
    }

    @Test
    void what_is_not_data_is_refused_by_what_it_is() throws IOException {
        Path function = file(6, 1, 0);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(function))
                .withMessageContaining("a Lua function");
        Path unknown = file(1000);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(unknown))
                .withMessageContaining("unknown kind 1000; only binary files of Torch7 are read");
        Path longer = file(5, 1, 0);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(longer))
                .withMessageContaining("4 bytes are left after its end");
    }

    /** Each level is a table of one entry: kind, place, count, then the key's kind. */
    @Test
    void tables_nested_without_end_are_refused() throws IOException {
        int[] numbers = new int[4000];
        for (int i = 0; i < numbers.length; i += 4) {
            numbers[i] = 3;
            numbers[i + 1] = i + 1;
            numbers[i + 2] = 1;
            numbers[i + 3] = 0;
        }
        Path deep = file(numbers);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(deep))
                .withMessageContaining("nested deeper than 200");
    }

    /** A table with a text, a number and nothing else: kind, place, count, then keys and values. */
    @Test
    @Timeout(60)
    void keys_that_hash_alike_are_read_as_fast_as_others() throws IOException {
        int each = 60_000;
        ByteBuffer out = ByteBuffer.allocate(each * 80).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(3).putInt(1).putInt(2 * each);
        for (String text : AlikeKeys.texts(each)) {
            out.putInt(2)
                    .putInt(32)
                    .put(text.getBytes(StandardCharsets.US_ASCII))
                    .putInt(0);
        }
        for (int i = 0; i < each; i++) {
            // The highest bits make it a number of about 2 that is not whole.
            out.putInt(1).putLong(AlikeKeys.bits(0x40000000 | i)).putInt(0);
        }
        Path file = Files.write(folder.resolve("alike.t7"), Arrays.copyOf(out.array(), out.position()));
        assertThat(Torch7.read(file).asTable("alike").entries()).hasSize(2 * each);
    }

    @Test
    void a_key_that_stands_twice_and_a_table_of_less_than_nothing_are_refused() throws IOException {
        Path twice = file(3, 1, 2, 5, 1, 0, 5, 1, 0);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(twice))
                .withMessageContaining("the same key twice: a truth value");
        Path negative = file(3, 1, -1);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(negative))
                .withMessageContaining("a table of -1 entries");
    }

    /** A tensor of two floats, 1.5 and 2.5, in one dimension. */
    private Path tensor(long size, long stride, long first) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(4).putInt(1).putInt(3).put("V 1".getBytes(StandardCharsets.US_ASCII));
        out.putInt(17).put("torch.FloatTensor".getBytes(StandardCharsets.US_ASCII));
        out.putInt(1).putLong(size).putLong(stride).putLong(first);
        out.putInt(4).putInt(2).putInt(3).put("V 1".getBytes(StandardCharsets.US_ASCII));
        out.putInt(18).put("torch.FloatStorage".getBytes(StandardCharsets.US_ASCII));
        out.putLong(2).putFloat(1.5f).putFloat(2.5f);
        return Files.write(folder.resolve("tensor.t7"), Arrays.copyOf(out.array(), out.position()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, -9223372036854775808, they are counted from 1",
        "1, 1, -1, they are counted from 1",
        "1, 1, 0, they are counted from 1",
        "1, 1, 3, from place 2 on does not fit",
        "1, 1, 9223372036854775807, from place 9223372036854775806 on does not fit",
        "2, 1, 2, does not fit",
        "2, 2, 1, does not fit",
        "2, -1, 2, has the strides [-1]",
        "2, 9223372036854775807, 2, has the strides",
        "3, 0, 1, does not fit",
        "-1, 1, 1, a dimension of -1",
        "4294967297, 1, 1, a dimension of 4294967297",
        "2147483647, 1, 1, does not fit"
    })
    void tensors_that_leave_their_numbers_are_refused(long size, long stride, long first, String message)
            throws IOException {
        Path file = tensor(size, stride, first);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Torch7.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void tensors_within_their_numbers_are_read() throws IOException {
        assertThat(Torch7.read(tensor(2, 1, 1)).asArray("").floats()).containsExactly(1.5f, 2.5f);
        assertThat(Torch7.read(tensor(1, Long.MAX_VALUE, 2)).asArray("").floats())
                .containsExactly(2.5f);
        assertThat(Torch7.read(tensor(2, 0, 2)).asArray("").floats()).containsExactly(2.5f, 2.5f);
        assertThat(Torch7.read(tensor(0, 1, 1)).asArray("").size()).isZero();
        NumberArray array = Torch7.read(tensor(2, 1, 1)).asArray("");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> array.longs("a.t7 entry \"char\""))
                .withMessage("a.t7 entry \"char\": an array of [2] FLOAT32 was expected to hold whole numbers, but"
                        + " number 0 is 1.5");
    }
}
