package io.github.stackgan.examples;

import ai.djl.modality.cv.Image;
import io.github.stackgan.StackGan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One image of one text, by a pretrained model: {@code GenerateImage TEXT FILE.png}. */
public final class GenerateImage {
    private GenerateImage() {}

    /**
     * Generates.
     *
     * @param args the text and the file to write
     * @throws IOException if the file cannot be written
     */
    public static void main(String... args) throws IOException {
        try (StackGan gan = StackGan.pretrained("birds")) {
            Image image = gan.generate(args[0]);
            try (OutputStream file = Files.newOutputStream(Path.of(args[1]))) {
                image.save(file, "png");
            }
        }
    }
}
