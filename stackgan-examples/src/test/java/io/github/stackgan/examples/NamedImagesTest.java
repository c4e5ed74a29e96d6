package io.github.stackgan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedImagesTest {
    @TempDir
    private Path folder;

    @Test
    void the_dataset_of_the_docs_works_and_stands_there_as_it_is() throws IOException {
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                Files.createDirectory(folder.resolve("black"))
                        .resolve("a_black_square.png")
                        .toFile());
        NamedImages images = NamedImages.in(folder);
        assertThat(images.size()).isEqualTo(1);
        assertThat(images.captions(0)).containsExactly("a black square");
        assertThat(images.classOf(0)).isZero();
        assertThat(images.image(0, 16).getWidth()).isEqualTo(16);
        String code = Files.readString(Path.of("src/main/java/io/github/stackgan/examples/NamedImages.java"));
        assertThat(Files.readString(Path.of("../docs/datasets.md"))).contains(code);
    }
}
