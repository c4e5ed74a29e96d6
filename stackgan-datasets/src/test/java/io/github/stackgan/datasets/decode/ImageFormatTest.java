package io.github.stackgan.datasets.decode;

import static io.github.stackgan.datasets.decode.ImageBytes.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.PixelMeasures;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void what_a_file_is_its_content_tells_and_not_its_ending(String format) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (String ending : List.of("png", "jpg", "gif", "bmp", "tif", "text")) {
            Path file = folder.resolve("a." + ending);
            assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
            ImageDecoder.requireHeader("here", file);
            assertThat(PixelMeasures.pixels(ImageDecoder.read("here", file))).containsOnly(0);
        }
    }

    /** Java reads TIFF and WBMP too, and an application may add readers of more; none of them is used. */
    @ParameterizedTest
    @CsvSource({
        "II*\\0, a TIFF image",
        "MM\\0*, a TIFF image",
        "II+\\0, a TIFF image",
        "RIFF1234WEBPVP8, a WebP image",
        "\\0\\0\\0\\030ftypheic, a HEIC image",
        "\\0\\0\\0\\030ftypmif1, a HEIC image",
        "\\0\\0\\0\\030ftypavif, an AVIF image",
        "8BPS, a Photoshop image",
        "\\0\\0\\001\\0, an icon",
        "P6\\n, a Netpbm image",
        "<svg , an SVG drawing",
        "<?xml version='1.0'?><svg , an SVG drawing",
        "qoif, a QOI image",
        "%PDF-1.7, a PDF document"
    })
    void other_formats_are_refused_by_name(String head, String name) throws IOException {
        Path file = Files.write(folder.resolve("a.png"), ascii(head.translateEscapes() + "x".repeat(100)));
        String expected = "here: " + file + " is " + name
                + ", which is not read; expected PNG, JPEG, GIF or BMP, so convert it to PNG";
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.requireHeader("here", file))
                .withMessage(expected);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.square("here", file, Rectangle::new, 8))
                .withMessage(expected);
    }

    @Test
    void a_whole_tiff_is_refused_too() throws IOException {
        Path file = folder.resolve("a.tif");
        assertThat(ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "tiff", file.toFile()))
                .isTrue();
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageDecoder.read("here", file))
                .withMessageContaining("is a TIFF image");
    }
}
