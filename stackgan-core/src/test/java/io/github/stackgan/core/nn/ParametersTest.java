package io.github.stackgan.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.common.io.BaseEncoding;
import io.github.stackgan.core.engine.PyTorchEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class ParametersTest {
    /** Models and reports keep such hashes, so the bytes that they are of must not change. */
    @Test
    void a_fingerprint_is_sha_256_of_names_and_numbers_in_little_endian_order() throws Exception {
        try (NDManager manager = PyTorchEngine.start().newBaseManager()) {
            Parameters parameters = Parameters.random(manager, 1);
            float[] weight = parameters.uniform("a.weight", 1, 2, 3).toFloatArray();
            parameters.statistic("a.mean", 0.5f, 2);
            parameters.zeros("a.bias", 1);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, "FIRST");
            add(digest, "a.weight", weight);
            add(digest, "a.bias", 0);
            add(digest, "a.mean", 0.5f, 0.5f);
            String expected = BaseEncoding.base16().lowerCase().encode(digest.digest());
            assertThat(parameters.fingerprint("FIRST")).isEqualTo(expected);
            assertThat(parameters.fingerprint())
                    .isEqualTo(parameters.fingerprint(""))
                    .isNotEqualTo(expected);
        }
    }

    private static void add(MessageDigest digest, String name, float... values) {
        digest.update(name.getBytes(StandardCharsets.UTF_16LE));
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }

    @Test
    void rows_come_back_from_the_engine_as_they_went() {
        float[][] rows = {{1, 2, 3}, {4, 5, -0.0f}};
        try (NDManager manager = PyTorchEngine.start().newBaseManager()) {
            NDArray matrix = Matrices.of(manager, rows);
            assertThat(matrix.getShape()).isEqualTo(new Shape(2, 3));
            assertThat(Matrices.rows(matrix)).isDeepEqualTo(rows);
            assertThat(Matrices.rows(matrix.reshape(2, 1, 3))).isDeepEqualTo(rows);
        }
    }
}
