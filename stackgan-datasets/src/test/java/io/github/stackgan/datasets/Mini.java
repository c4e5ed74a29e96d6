package io.github.stackgan.datasets;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stackgan.datasets.formats.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Small datasets in the layouts of the real ones, and the real ones where they are. */
public final class Mini {
    private Mini() {}

    /** A copy that a test may spoil. */
    public static Path copy(String name, Path to) {
        Path from = Samples.path("mini/" + name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    public static Path real(String name) {
        Path real = Path.of("../../shared/data/real", name);
        assumeThat(real).as("pieces of the real datasets are not here").isDirectory();
        return real;
    }

    /** Replaces text in a file, which must be there. */
    public static void edit(Path file, String before, String after) {
        try {
            String text = Files.readString(file);
            if (!text.contains(before)) {
                throw new IllegalArgumentException(file + " has no " + before);
            }
            Files.writeString(file, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
