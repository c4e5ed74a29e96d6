package io.github.stackgan.examples;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Several images of one text, each of a seed of its own: {@code GenerateSeveral TEXT COUNT FOLDER}. */
public final class GenerateSeveral {
    private GenerateSeveral() {}

    /**
     * Generates. The same seed gives the same image every time, so what is liked can be made again alone.
     *
     * @param args the text, how many images, and the folder to write them to
     * @throws IOException if a file cannot be written
     */
    public static void main(String... args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[2]));
        GenerationRequest request = GenerationRequest.of(args[0]).withSeed(7).withCount(Integer.parseInt(args[1]));
        try (StackGan gan = StackGan.pretrained("birds")) {
            for (GeneratedImage generated : gan.generate(request)) {
                Files.write(folder.resolve("seed-" + generated.seed() + ".png"), generated.png());
            }
        }
    }
}
