package io.github.stackgan.core.export;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.spi.HostArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that the file of a model holds, on the host.
 *
 * @param metadata settings and provenance as JSON, by name
 * @param arrays weights and running statistics, such as {@code stage1.generator.fc.0.weight}; the maps keep their order
 * @since 0.1.0
 */
public record ModelNumbers(Map<String, String> metadata, Map<String, HostArray> arrays) {
    /** Copies the maps. */
    public ModelNumbers {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * Copies a model's numbers.
     *
     * @param gan any model
     * @param options how {@link StackGan#save} would write it
     * @return what it would write
     * @throws StackGanException if there is no room in the folder for temporary files, or a weight is NaN or infinite
     */
    public static ModelNumbers of(StackGan gan, SaveOption... options) {
        try {
            Path file = Files.createTempFile("stackgan", ".safetensors");
            try {
                gan.save(file, options);
                SafetensorsFile saved = WeightFiles.readOwn(file);
                return new ModelNumbers(saved.metadata(), Collections.unmodifiableMap(saved.weights()));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StackGanException(
                    "The model cannot be copied: no file can be made in " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage() + "; name a folder that has room by -Djava.io.tmpdir",
                    e);
        }
    }

    /**
     * The arrays of one network.
     *
     * @param prefix what their names begin with, such as {@code stage1.generator.}
     * @return the same arrays by the rest of their names, in order; none if no name begins so
     */
    public Map<String, HostArray> startingWith(String prefix) {
        Map<String, HostArray> found = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), array);
            }
        });
        return found;
    }
}
