package io.github.stackgan.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    /** Where the folder for temporary files is gone, a stream of the JDK's own choice would fail. */
    @Test
    void an_image_comes_back_and_no_file_is_needed(@TempDir Path folder) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0x80FF8001);
        String before = System.getProperty("java.io.tmpdir");
        byte[] png;
        try {
            System.setProperty("java.io.tmpdir", folder.resolve("absent").toString());
            png = Png.of(image);
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(read.getRGB(1, 1)).isEqualTo(0x80FF8001);
        assertThat(read.getRGB(0, 0)).isZero();
    }
}
