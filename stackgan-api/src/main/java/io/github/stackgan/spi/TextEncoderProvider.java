package io.github.stackgan.spi;

import ai.djl.Device;
import io.github.stackgan.TextEncoder;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Reads text encoders of one kind from the files of models; found with {@link ServiceLoader}. Whoever writes a text
 * encoder of another kind lets {@link TextEncoder#saved} give its numbers, and has a provider beside it.
 *
 * @since 0.1.0
 */
public interface TextEncoderProvider {
    /**
     * What files call the kind.
     *
     * @return as {@link SavedTextEncoder#kind()}
     */
    String kind();

    /**
     * Makes an encoder again.
     *
     * @param origin the file, for messages
     * @param saved what {@link TextEncoder#saved} gave, of this kind; its numbers may have been in half precision since
     * @param device where to put the numbers, or empty for a GPU if the engine sees one
     * @return the encoder, to be closed by the caller
     * @throws io.github.stackgan.ModelFormatException if it does not fit together, naming the file and what is wrong
     */
    TextEncoder read(String origin, SavedTextEncoder saved, Optional<Device> device);

    /**
     * Finds the provider of a kind.
     *
     * @param kind as a file names it
     * @return the first on the class path, or empty if there is none
     */
    static Optional<TextEncoderProvider> ofKind(String kind) {
        return Stream.of(Thread.currentThread().getContextClassLoader(), TextEncoderProvider.class.getClassLoader())
                .filter(Objects::nonNull)
                .flatMap(loader -> ServiceLoader.load(TextEncoderProvider.class, loader).stream())
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.kind().equals(kind))
                .findFirst();
    }
}
