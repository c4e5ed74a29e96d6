package io.github.stackgan.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {
    @TempDir
    private Path folder;

    @Test
    void sheets_of_generated_images_are_none_of_them() throws IOException {
        for (String name : new String[] {
            "contact-sheet.png", "bird-1.png", "bird-2.png", "bird-stages.png", "a/one.png", "a/one-stages.png"
        }) {
            write(name);
        }
        write("life-stages.png");
        write("a/bird-stages.png");
        assertThat(ImageFiles.in(folder).files())
                .extracting(file -> folder.relativize(file).toString().replace('\\', '/'))
                .containsExactlyInAnyOrder(
                        "a/bird-stages.png", "a/one.png", "bird-1.png", "bird-2.png", "life-stages.png");
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }
}
