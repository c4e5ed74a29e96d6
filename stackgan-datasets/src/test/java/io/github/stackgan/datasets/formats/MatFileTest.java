package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected: what SciPy finds in the same files. */
class MatFileTest {
    @TempDir
    private Path folder;

    private static NumberArray array(Map<String, NumberArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    @Test
    void compressed_labels_are_read() {
        NumberArray labels = array(MatFile.read(Samples.path("mini/flowers/imagelabels.mat")), "labels");
        assertThat(labels.shape()).containsExactly(1, 20);
        assertThat(labels.longs()).startsWith(3, 5, 2, 4, 1).endsWith(4, 1);
        assertThat(MatFile.read(Samples.path("mini/flowers/setid.mat"))).containsOnlyKeys("trnid", "valid", "tstid");
    }

    @Test
    void matrices_are_turned_to_rows_and_other_variables_passed_over() {
        Map<String, NumberArray> arrays = MatFile.read(Samples.path("formats/matrix.mat"));
        assertThat(arrays).containsOnlyKeys("d", "i");
        assertThat(array(arrays, "d").floats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(array(arrays, "d").get(1).floats()).containsExactly(3, 4, 5);
        assertThat(array(arrays, "i").longs()).containsExactly(-3, 4);
    }

    @Test
    void other_files_are_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.mat"), "not a matrix".repeat(30));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> MatFile.read(file))
                .withMessageStartingWith(
                        file + " cannot be used as a MATLAB file of version 5: it does not begin as such files do");
    }

    /** A matrix of bytes (class 9, stored as type 2) with a name of one letter. */
    private static byte[] matrix(char name, int count, ByteOrder order) {
        int padded = (count + 7) / 8 * 8;
        ByteBuffer out = ByteBuffer.allocate(56 + padded).order(order);
        out.putInt(14).putInt(48 + padded);
        out.putInt(6).putInt(8).putInt(9).putInt(0);
        out.putInt(5).putInt(8).putInt(1).putInt(count);
        out.putInt(1 << 16 | 1).put((byte) name).put(new byte[3]);
        out.putInt(2).putInt(count);
        return out.array();
    }

    private static byte[] deflated(byte[] element, ByteOrder order) {
        Deflater deflater = new Deflater();
        deflater.setInput(element);
        deflater.finish();
        byte[] packed = new byte[element.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return ByteBuffer.allocate(8 + length)
                .order(order)
                .putInt(15)
                .putInt(length)
                .put(packed, 0, length)
                .array();
    }

    private Path mat(ByteOrder order, byte[]... elements) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(128).order(order);
        header.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        header.putShort(124, (short) 0x0100).putShort(126, (short) ('M' << 8 | 'I'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header.array());
        for (byte[] element : elements) {
            out.write(element);
        }
        return Files.write(folder.resolve("own.mat"), out.toByteArray());
    }

    private static void assertRefused(Path file, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> MatFile.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void both_byte_orders_are_read_compressed_or_not() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] plain = matrix('a', 3, order);
            plain[56] = 5;
            byte[] packed = deflated(matrix('b', 1 << 20, order), order);
            Map<String, NumberArray> read = MatFile.read(mat(order, plain, packed));
            assertThat(array(read, "a").longs()).containsExactly(5, 0, 0);
            assertThat(array(read, "b").shape()).containsExactly(1, 1 << 20);
        }
    }

    /** The limit is 64 MiB and 32 times the size of the file, which is small here. */
    @Test
    void a_file_that_unpacks_to_far_more_than_its_size_is_refused() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        byte[] large = deflated(matrix('a', 70 << 20, order), order);
        assertRefused(mat(order, large), "a variable claims 73400368 bytes unpacked");
        byte[] one = deflated(matrix('a', 30 << 20, order), order);
        byte[] two = deflated(matrix('b', 30 << 20, order), order);
        assertThat(MatFile.read(mat(order, one, two))).hasSize(2);
        assertRefused(
                mat(order, one, two, deflated(matrix('c', 30 << 20, order), order)), "bytes of this file may become");
    }

    @Test
    void what_was_damaged_in_compressed_data_is_found() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        byte[] packed = deflated(matrix('a', 8, order), order);
        packed[packed.length - 1] ^= 1;
        assertRefused(mat(order, packed), "not compressed as it should be");
        byte[] longer = Arrays.copyOf(matrix('a', 8, order), 200);
        assertRefused(mat(order, deflated(longer, order)), "longer than it says");
    }

    @Test
    void a_name_that_stands_twice_is_refused() throws IOException {
        byte[] plain = matrix('a', 3, ByteOrder.LITTLE_ENDIAN);
        assertRefused(mat(ByteOrder.LITTLE_ENDIAN, plain, plain), "two matrices named \"a\"");
    }

    @Test
    void a_rest_that_is_no_variable_is_refused() throws IOException {
        byte[] plain = matrix('a', 3, ByteOrder.LITTLE_ENDIAN);
        assertRefused(mat(ByteOrder.LITTLE_ENDIAN, plain, new byte[5]), "it ends in the middle");
    }

    @Test
    void other_versions_are_named_with_what_to_do() throws IOException {
        Path file = folder.resolve("version.mat");
        String version73 = "it is of version 7.3, which is HDF5; save it in MATLAB with the option -v7";
        byte[] text = "MATLAB 7.3 MAT-file, Platform: GLNXA64".getBytes(StandardCharsets.US_ASCII);
        byte[] hdf5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
        assertRefused(Files.write(file, Arrays.copyOf(text, 520)), version73);
        assertRefused(Files.write(file, Arrays.copyOf(text, 130)), version73);
        assertRefused(
                Files.write(file, Arrays.copyOf(hdf5, 2000)), "HDF5 file, as Keras and MATLAB 7.3 write them; save");
        byte[] late = new byte[600];
        System.arraycopy(hdf5, 0, late, 512, hdf5.length);
        assertRefused(Files.write(file, late), version73);
        // A matrix of one number named "x": type, rows, columns, is complex, length of the name.
        ByteBuffer four = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        four.putInt(0).putInt(1).putInt(1).putInt(0).putInt(2);
        assertRefused(Files.write(file, four.array()), "it is of version 4; load it in MATLAB and save it with");
        byte[] whole = Files.readAllBytes(mat(ByteOrder.LITTLE_ENDIAN));
        whole[125] = 9;
        assertRefused(Files.write(file, whole), "its version is 0x0900, expected 0x0100");
    }
}
