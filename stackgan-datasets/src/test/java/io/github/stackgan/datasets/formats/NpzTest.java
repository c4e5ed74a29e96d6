package io.github.stackgan.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(s.doubles()).containsExactly(3.5);
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
}
