package io.github.stackgan.spi;

import ai.djl.Device;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.settings.StackGanSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes {@link StackGan} objects; found with {@link java.util.ServiceLoader}. stackgan-core holds the one
 * implementation.
 *
 * @since 0.1.0
 */
public interface StackGanProvider {
    /**
     * Builds a new model.
     *
     * @param settings the model's settings, already validated
     * @param encoder the text encoder; the model closes it, unless this fails
     * @param startFrom a saved model whose lowest stages are taken over as far as their settings are the same, or empty
     *     for none
     * @param device where to put the weights, or empty for a GPU if the engine sees one
     * @return the model, with freshly initialised weights where none are taken over
     * @throws io.github.stackgan.ModelFormatException if not even Stage-I can be taken over
     */
    StackGan create(StackGanSettings settings, TextEncoder encoder, Optional<Path> startFrom, Optional<Device> device);

    /**
     * Reads a model that {@link StackGan#save} wrote.
     *
     * @param path the file
     * @param encoder the text encoder to use instead of the saved one
     * @param device where to put the weights, or empty for a GPU if the engine sees one
     * @return the model
     * @throws io.github.stackgan.ModelFormatException if the file is not such a model
     */
    StackGan load(Path path, Optional<TextEncoder> encoder, Optional<Device> device);
}
