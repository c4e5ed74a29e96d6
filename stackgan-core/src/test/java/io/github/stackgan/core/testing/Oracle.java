package io.github.stackgan.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Numbers that other people's programs computed; see oracle/README.md. */
public final class Oracle {
    private Oracle() {}

    /** A test resource as a file. */
    public static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Oracle.class.getResource("/oracle/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The arrays of an .npz file, by name, in single precision unless they are double. */
    public static NDList arrays(NDManager manager, String name) {
        try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream("/oracle/" + name), name)) {
            return NDList.decode(manager, in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The numbers of an array, whatever its type. */
    public static float[] floats(NDArray array) {
        try (NDArray copy = array.toType(DataType.FLOAT32, true)) {
            return copy.toFloatArray();
        }
    }

    /** Asserts that the largest difference is small against the largest number. */
    public static void assertClose(String what, float[] found, float[] expected, double relative) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        assertThat(error(found, expected)).as("relative error of %s", what).isLessThan(relative);
    }

    /** The largest difference, as a part of the largest number. */
    public static double error(float[] found, float[] expected) {
        double difference = 0;
        double size = 1e-30;
        for (int i = 0; i < expected.length; i++) {
            if (!Float.isFinite(found[i])) {
                return Double.POSITIVE_INFINITY;
            }
            difference = Math.max(difference, Math.abs(found[i] - expected[i]));
            size = Math.max(size, Math.abs(expected[i]));
        }
        return difference / size;
    }
}
