package io.github.stackgan.spi;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the file of a model keeps of its text encoder. {@link TextEncoder#saved} makes it, and the
 * {@link TextEncoderProvider} of its kind reads it again.
 *
 * @param kind what the provider is found by; lower-case letters a to z, digits and dashes, 1 to 64 of them, not a dash
 *     first
 * @param artifact the Maven coordinates "group:artifact" of what brings the provider, for messages
 * @param settings what the arrays do not say, in a form of the provider's own, such as JSON
 * @param arrays the encoder's numbers by name; a model that is saved with FLOAT16 keeps them in half precision
 * @since 0.1.0
 */
public record SavedTextEncoder(String kind, String artifact, String settings, Map<String, HostArray> arrays) {
    /** Copies the map, whose order stays. */
    public SavedTextEncoder {
        if (!kind.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("kind is " + Quoted.of(kind)
                    + ", but must be 1 to 64 lower-case letters a to z, digits and dashes, not a dash first");
        }
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * Makes the encoder again, by the provider of its kind.
     *
     * @param origin the file, for messages
     * @param device where to put the numbers, or empty for a GPU if the engine sees one
     * @return the encoder, to be closed
     * @throws ModelFormatException if no artifact on the class path reads the kind, naming the one to add; or if the
     *     provider refuses what is here
     */
    public TextEncoder read(String origin, Optional<Device> device) {
        return TextEncoderProvider.ofKind(kind)
                .orElseThrow(() -> new ModelFormatException(origin + ": its text encoder is of the kind "
                        + Quoted.of(kind) + ", which nothing on the class path reads; add the artifact "
                        + Quoted.bare(artifact)))
                .read(origin, this, device);
    }
}
