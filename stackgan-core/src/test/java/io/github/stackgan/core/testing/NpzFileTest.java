package io.github.stackgan.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class NpzFileTest {
    /** Shapes: oracle/README.md. */
    @Test
    void the_oracle_s_arrays_have_the_shapes_that_its_description_says() throws IOException {
        NpzFile io = NpzFile.read(new ByteArrayInputStream(Files.readAllBytes(Oracle.path("stackgan/io.npz"))));
        assertThat(io.names()).contains("text", "noise", "eps1", "real256");
        assertThat(io.shape("text")).containsExactly(4, 32);
        assertThat(io.floats("text")).hasSize(4 * 32);
        assertThat(io.shape("stage1_losses")).containsExactly(3, 6);
        // Images, kept in half precision, lie in [-1, 1].
        assertThat(io.shape("real256")).containsExactly(4, 3, 256, 256);
        for (float value : io.floats("real256")) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void bird_embeddings_are_read_from_a_path() {
        NpzFile embeddings = NpzFile.read(Oracle.path("text-encoder/char_cnn_rnn.npz"));
        assertThat(embeddings.shape("birds_cvpr")).containsExactly(5, 1024);
        assertThat(embeddings.floats("birds_cvpr")).doesNotContain(Float.NaN);
    }
}
