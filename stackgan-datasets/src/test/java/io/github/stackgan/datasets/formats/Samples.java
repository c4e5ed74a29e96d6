package io.github.stackgan.datasets.formats;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Files of test resources. */
public final class Samples {
    private Samples() {}

    public static Path path(String name) {
        try {
            URL url = Objects.requireNonNull(Samples.class.getResource("/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
