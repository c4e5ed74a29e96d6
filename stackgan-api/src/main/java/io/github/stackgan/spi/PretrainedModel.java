package io.github.stackgan.spi;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A trained model that an artifact brings, for {@link io.github.stackgan.StackGan#pretrained}; found with
 * {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public interface PretrainedModel {
    /**
     * What users call it.
     *
     * @return lower-case letters a to z, digits and dashes, 1 to 64 of them, not a dash first; the artifact is {@code
     *     stackgan-model-NAME}
     */
    String name();

    /**
     * Which training of this name it is.
     *
     * @return such as 1.0
     */
    String version();

    /**
     * What may be done with the weights.
     *
     * @return an SPDX licence expression, such as Apache-2.0
     */
    String licence();

    /**
     * The checksum of the file.
     *
     * @return the SHA-256 of what {@link #open} gives, 64 lower-case hexadecimal digits
     */
    String sha256();

    /**
     * Opens the model file, as {@link io.github.stackgan.StackGan#save} wrote it: the resource {@code NAME.safetensors}
     * beside this class, unless the artifact has it elsewhere.
     *
     * @return the file from its beginning, to be closed by the caller
     * @throws IOException if the artifact cannot be read
     */
    default InputStream open() throws IOException {
        String resource = name() + ".safetensors";
        InputStream in = getClass().getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("stackgan-model-" + name() + " was built without its file " + resource);
        }
        return in;
    }
}
