package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files were written by NumPy 2.4. */
class NpzTest {
    @TempDir
    private Path folder;

    private static NumberArray array(Map<String, NumberArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    @Test
    void arrays_of_every_type_and_order_are_read() {
        Map<String, NumberArray> arrays = Npz.read(Samples.path("formats/arrays.npz"));
        assertThat(array(arrays, "bool").longs()).containsExactly(1, 0);
        assertThat(array(arrays, "u4").longs()).containsExactly(4294967295L, 2);
        assertThat(array(arrays, "f2").floats()).containsExactly(1.5f, -0.25f);
        assertThat(array(arrays, "big").floats()).containsExactly(1.5f, -0.25f);
        assertThat(array(arrays, "fortran").longs()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(array(arrays, "empty").shape()).containsExactly(0, 3);
    }

    @Test
    void single_numbers_have_no_dimension() {
        NumberArray s = array(Npz.read(Samples.path("formats/plain.npz")), "s");
        assertThat(s.shape()).isEmpty();
        assertThat(s.floats()).containsExactly(3.5f);
    }

    @Test
    void arrays_of_objects_and_other_files_are_refused() throws IOException {
        Path objects = Samples.path("formats/objects.npz");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Npz.read(objects))
                .withMessageStartingWith(objects + ", entry \"o\": it is no array of numbers");
        Path text = Files.writeString(folder.resolve("a.npz"), "text");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Npz.read(text))
                .withMessageStartingWith(text + " cannot be used as a NumPy archive");
    }

    /** An archive of one entry, compressed, in version 1 of the format. */
    private Path npz(String name, String header, byte[] numbers) throws IOException {
        Path file = folder.resolve("own.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, name, header, numbers);
        }
        return file;
    }

    private static void write(ZipOutputStream zip, String name, String header, byte... numbers) throws IOException {
        String start = "\u0093NUMPY\u0001\0" + (char) (header.length() & 255) + (char) (header.length() >> 8);
        zip.putNextEntry(new ZipEntry(name));
        zip.write((start + header).getBytes(StandardCharsets.ISO_8859_1));
        zip.write(numbers);
    }

    private NumberArray read(String type, String shape, byte... numbers) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        return array(Npz.read(npz("a.npy", header, numbers)), "a");
    }

    /** Python 2 writes L behind numbers that it holds as long ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"(3L,)|3", "(3L, 1L)|3,1", "(1L, 3)|1,3", "(3, 1L, 1L)|3,1,1", "(3,)|3", "(3L,1L)|3,1"})
    void shapes_of_python_2_are_read(String shape, String expected) throws IOException {
        NumberArray read = read("|i1", shape, (byte) 1, (byte) -2, (byte) 3);
        assertThat(read.shape())
                .containsExactly(Arrays.stream(expected.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
        assertThat(read.longs()).containsExactly(1, -2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c8|(1,)|type \"c8\"; only truth values, whole and real numbers",
                "<U1|(1,)|type \"U1\"",
                "<M8|(1,)|type \"M8\"",
                "<f4|(3,)|needs 12 bytes, but has 8",
                "<f4|(1,)|needs 4 bytes, but has 8",
                "<f4|(LL,)|its shape is (LL,)",
                "<f4|(99999999999,)|its shape is (99999999999,)",
                "<f4|(65536, 65536)|too many numbers",
                "<f4|(-2,)|no array of numbers"
            })
    void what_is_not_understood_is_refused(String type, String shape, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(type, shape, new byte[8]))
                .withMessageContaining("own.npz, entry \"a\": ")
                .withMessageContaining(message);
    }

    /** 2^64 - 1 has no place among numbers of 64 bits with a sign. */
    @Test
    void unsigned_numbers_beyond_63_bits_are_real_or_refused() throws IOException {
        byte[] ones = {-1, -1, -1, -1, -1, -1, -1, -1};
        NumberArray read = read("<u8", "(1,)", ones);
        assertThat(read.floats()).containsExactly(0x1p64f);
        assertThatExceptionOfType(DatasetException.class).isThrownBy(read::longs);
        assertThat(read("<i8", "(1,)", ones).longs()).containsExactly(-1);
        assertThat(read(">u2", "(2,)", (byte) 1, (byte) 2, (byte) -1, (byte) -2).longs())
                .containsExactly(258, 65534);
    }

    @Test
    void an_archive_that_unpacks_to_far_more_than_its_size_is_refused() throws IOException {
        byte[] zeros = new byte[70 << 20];
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read("|u1", "(73400320,)", zeros))
                .withMessageContaining("bytes of this file may become")
                .withMessageContaining("save it without compression");
    }

    @Test
    void a_name_that_stands_twice_is_refused() throws IOException {
        Path file = folder.resolve("twice.npz");
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : new String[] {"a", "a.npy"}) {
                write(zip, name, header, (byte) 7);
            }
        }
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Npz.read(file))
                .withMessageContaining("entry \"a\": the archive has two arrays of this name");
    }
}
