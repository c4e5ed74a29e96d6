package io.github.stackgan.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Which version of this library runs, for provenance; the same from a jar and from folders of classes.
 *
 * @since 0.1.0
 */
public final class LibraryVersion {
    private static final String VERSION = read();

    private LibraryVersion() {}

    /**
     * The version that Maven built.
     *
     * @return such as {@code "0.1.0"}
     */
    public static String current() {
        return VERSION;
    }

    private static String read() {
        try (InputStream in = LibraryVersion.class.getResourceAsStream("version.txt")) {
            byte[] version = Objects.requireNonNull(in, "version.txt is in the jar of stackgan-api")
                    .readAllBytes();
            return new String(version, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
