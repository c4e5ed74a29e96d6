package io.github.stackgan.examples;

import io.github.stackgan.StackGan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The model that this module brings, trained on the drawn birds by {@code train --preset bundled}. */
final class BundledModel {
    private static final String RESOURCE = "birds.safetensors";

    private BundledModel() {}

    /** Reads the model; weights are read from files, so the resource is copied to a temporary one first. */
    static StackGan load() {
        try (InputStream in = BundledModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("stackgan-examples was built without its model " + RESOURCE);
            }
            Path file = Files.createTempFile("stackgan-birds", ".safetensors");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return StackGan.load(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The bundled model cannot be unpacked to the temporary folder: " + e, e);
        }
    }
}
