package io.github.stackgan.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    /** Where the folder for temporary files is gone, a stream of the JDK's own choice fails. */
    @Test
    void an_image_comes_back_and_no_file_is_needed(@TempDir Path folder) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0x80FF8001);
        Path gone = Files.createDirectory(folder.resolve("gone"));
        byte[] png;
        try {
            ImageIO.setCacheDirectory(gone.toFile());
            Files.delete(gone);
            assertThatThrownBy(() -> ImageIO.write(image, "png", new ByteArrayOutputStream()))
                    .isInstanceOf(Exception.class);
            png = Png.of(image);
        } finally {
            ImageIO.setCacheDirectory(null);
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(read.getRGB(1, 1)).isEqualTo(0x80FF8001);
        assertThat(read.getRGB(0, 0)).isZero();
    }
}
