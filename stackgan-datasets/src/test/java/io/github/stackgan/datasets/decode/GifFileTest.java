package io.github.stackgan.datasets.decode;

import static io.github.stackgan.datasets.decode.ImageBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.PixelMeasures;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifFileTest {
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int WHITE = 0xffffff;

    @TempDir
    private Path folder;

    private BufferedImage read(byte[] gif) throws IOException {
        Path file = Files.write(folder.resolve("a.gif"), gif);
        ImageDecoder.requireHeader("here", file);
        ImageDecoder.requireWhole("here", file);
        return ImageDecoder.read("here", file);
    }

    /** The background, index 2, is green; no viewer shows it. */
    @Test
    void the_first_image_lies_where_it_says_on_a_white_screen() throws IOException {
        BufferedImage image = read(ImageBytes.gif(4, 3, -1, 1, 1, 2, bytes(1, 2)));
        assertThat(image.getWidth()).isEqualTo(4);
        assertThat(PixelMeasures.pixels(image))
                .containsExactly(WHITE, WHITE, WHITE, WHITE, WHITE, RED, GREEN, WHITE, WHITE, WHITE, WHITE, WHITE);
    }

    @Test
    void beside_its_first_image_a_part_is_white() throws IOException {
        read(ImageBytes.gif(9, 3, -1, 8, 0, 1, bytes(1)));
        BufferedImage part =
                ImageDecoder.square("here", folder.resolve("a.gif"), (w, h) -> new Rectangle(2, 0, 3, 3), 3);
        assertThat(PixelMeasures.pixels(part)).hasSize(9).containsOnly(WHITE);
    }

    @Test
    void what_is_transparent_is_white() throws IOException {
        assertThat(PixelMeasures.pixels(read(ImageBytes.gif(2, 2, 1, 0, 1, 2, bytes(1, 2)))))
                .containsExactly(WHITE, WHITE, WHITE, GREEN);
    }

    @Test
    void the_screen_grows_with_an_image_beyond_it() throws IOException {
        BufferedImage image = read(ImageBytes.gif(2, 1, -1, 1, 0, 2, bytes(1, 2)));
        assertThat(PixelMeasures.pixels(image)).containsExactly(WHITE, RED, GREEN);
        assertThat(PixelMeasures.pixels(read(ImageBytes.gif(0, 0, -1, 0, 0, 2, bytes(1, 2)))))
                .containsExactly(RED, GREEN);
    }

    @Test
    void later_images_do_not_matter() throws IOException {
        byte[] first = ImageBytes.gif(2, 1, -1, 0, 0, 2, bytes(1, 2));
        byte[] second = ImageBytes.gif(2, 1, -1, 0, 0, 2, bytes(3, 3));
        byte[] both =
                ImageBytes.join(Arrays.copyOf(first, first.length - 1), Arrays.copyOfRange(second, 25, second.length));
        assertThat(PixelMeasures.pixels(read(both))).containsExactly(RED, GREEN);
    }

    @Test
    void a_screen_that_no_memory_holds_is_refused_by_its_size() {
        byte[] gif = ImageBytes.gif(65535, 65535, -1, 0, 0, 1, bytes(1));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(gif))
                .withMessageContaining("has 65535 x 65535 pixels; at most 20000 on a side");
    }

    @Test
    void a_first_image_without_pixels_is_refused_not_white() {
        byte[] gif = ImageBytes.gif(4, 3, -1, 1, 1, 2, bytes(1, 2));
        assertThat(gif[30]).as("the width of the first image").isEqualTo((byte) 2);
        gif[30] = 0;
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(gif))
                .withMessageContaining("so there is nothing to see");
    }

    @Test
    void a_file_that_breaks_off_is_refused_wherever_it_does() {
        byte[] gif = ImageBytes.gif(4, 3, -1, 1, 1, 2, bytes(1, 2));
        // Without its last codes; what comes after them is only the end.
        IntStream.range(6, gif.length - 4).forEach(length -> assertThatExceptionOfType(DatasetException.class)
                .as("%d bytes of %d", length, gif.length)
                .isThrownBy(() -> read(Arrays.copyOf(gif, length)))
                .withMessageStartingWith("here: the image "));
    }
}
