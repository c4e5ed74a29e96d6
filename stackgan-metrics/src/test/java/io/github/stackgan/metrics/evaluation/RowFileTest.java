package io.github.stackgan.metrics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.StackGanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
    private static final float[][] FIRST = {{1, 2}, {3, 4}, {5, 6}};
    private static final float[][] SECOND = {{7, 8}, {9, 10}};

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("rows.f32");
    }

    private Path sums() {
        return folder.resolve("rows.f32.sums");
    }

    private void write() {
        try (RowFile rows = RowFile.open(file(), 2)) {
            rows.append(FIRST);
            rows.append(SECOND);
        }
    }

    private float[][] read() {
        try (RowFile rows = RowFile.open(file(), 2)) {
            float[][] all = new float[rows.rows()][];
            Arrays.setAll(all, i -> rows.matrix().row(i));
            return all;
        }
    }

    @Test
    void rows_come_back_and_more_can_be_added() {
        write();
        try (RowFile rows = RowFile.open(file(), 2)) {
            assertThat(rows.rows()).isEqualTo(5);
            rows.append(FIRST);
        }
        assertThat(read())
                .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {1, 2}, {3, 4}, {5, 6}});
    }

    @Test
    void a_flipped_bit_in_any_byte_of_rows_or_checksums_is_refused_or_makes_rows_be_forgotten() throws IOException {
        write();
        byte[] rows = Files.readAllBytes(file());
        byte[] sums = Files.readAllBytes(sums());
        for (int i = 0; i < rows.length + sums.length; i++) {
            Files.write(file(), rows);
            Files.write(sums(), sums);
            Path flipped = i < rows.length ? file() : sums();
            byte[] bytes = Files.readAllBytes(flipped);
            bytes[i < rows.length ? i : i - rows.length] ^= 1;
            Files.write(flipped, bytes);
            try {
                // Without the end of its last line, the last part is as one that a stop left behind.
                assertThat(read()).as("byte %s", i).isDeepEqualTo(FIRST);
            } catch (StackGanException e) {
                assertThat(e).hasMessageContaining("rows.f32").hasMessageContaining("Delete");
            }
        }
        Files.write(sums(), sums);
        rows[4] ^= 1;
        Files.write(file(), rows);
        assertThatThrownBy(this::read)
                .hasMessageContaining("Rows 0 to 2 of " + file() + " do not match their checksum");
    }

    @Test
    void what_a_stop_left_behind_is_forgotten() throws IOException {
        write();
        Files.write(file(), new byte[11], java.nio.file.StandardOpenOption.APPEND);
        assertThat(read()).hasDimensions(5, 2);
        Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 36));
        assertThat(read()).isDeepEqualTo(FIRST);
        Files.delete(file());
        assertThat(read()).isEmpty();
    }

    @Test
    void rows_of_an_earlier_version_are_read_and_checked_from_then_on() throws IOException {
        write();
        Files.delete(sums());
        assertThat(read()).hasDimensions(5, 2);
        try (RowFile rows = RowFile.open(file(), 2)) {
            rows.truncate(4);
        }
        assertThat(read()).hasDimensions(4, 2);
        byte[] bytes = Files.readAllBytes(file());
        bytes[0] ^= 1;
        Files.write(file(), bytes);
        assertThatThrownBy(this::read).hasMessageContaining("Rows 0 to 3");
    }

    @Test
    void rows_of_a_newer_version_are_refused_as_such() throws IOException {
        write();
        Files.writeString(sums(), "stackgan-rows/2\nsomething else\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(StackGanException.class)
                .hasMessageContaining("written by a newer version of StackGAN for Java");
    }
}
