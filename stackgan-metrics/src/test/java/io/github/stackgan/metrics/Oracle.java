package io.github.stackgan.metrics;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.stackgan.datasets.formats.Npz;
import io.github.stackgan.datasets.formats.NumberArray;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers that reference programs computed: torch-fidelity for the metrics, torchvision and the FID network's port for
 * features.
 */
public final class Oracle {
    private Oracle() {}

    public static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Oracle.class.getResource("/oracle/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, NumberArray> arrays(String name) {
        return Npz.read(path(name));
    }

    public static FeatureMatrix matrix(NumberArray array) {
        return FeatureMatrix.of(FloatBuffer.wrap(array.floats()), array.shape()[1]);
    }

    public static JsonElement json(String name) {
        try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream("/oracle/" + name), name)) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
