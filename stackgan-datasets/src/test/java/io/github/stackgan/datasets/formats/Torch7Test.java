package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
