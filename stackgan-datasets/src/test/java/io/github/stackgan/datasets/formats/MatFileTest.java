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
        assertThat(array(arrays, "d").doubles()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(array(arrays, "d").get(1).doubles()).containsExactly(3, 4, 5);
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
}
