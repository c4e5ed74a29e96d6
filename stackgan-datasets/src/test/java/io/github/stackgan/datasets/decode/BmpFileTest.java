package io.github.stackgan.datasets.decode;

import static io.github.stackgan.datasets.decode.ImageBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.PixelMeasures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are stored from the bottom, blue first, in multiples of 4 bytes. */
class BmpFileTest {
    private static final byte[] NONE = {};
    private static final byte[] PALETTE = bytes(0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0);
    private static final int[] FOUR = {0x0000ff, 0x102030, 0xff0000, 0x00ff00};

    @TempDir
    private Path folder;

    private int[] read(byte[] bmp) throws IOException {
        Path file = Files.write(folder.resolve("a.bmp"), bmp);
        ImageDecoder.requireHeader("here", file);
        ImageDecoder.requireWhole("here", file);
        return PixelMeasures.pixels(ImageDecoder.read("here", file));
    }

    private void assertRefused(byte[] bmp, String why) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(bmp))
                .withMessageContaining(why);
    }

    @Test
    void rows_come_from_the_bottom_or_the_top() throws IOException {
        byte[] lower = bytes(0, 0, 255, 0, 255, 0, 0, 0);
        byte[] upper = bytes(255, 0, 0, 48, 32, 16, 0, 0);
        assertThat(read(ImageBytes.bmp(2, 2, 24, 0, NONE, ImageBytes.join(lower, upper))))
                .isEqualTo(FOUR);
        assertThat(read(ImageBytes.bmp(2, -2, 24, 0, NONE, ImageBytes.join(upper, lower))))
                .isEqualTo(FOUR);
    }

    @Test
    void the_fourth_byte_of_a_pixel_does_not_matter() throws IOException {
        assertThat(read(ImageBytes.bmp(2, 1, 32, 0, NONE, bytes(1, 2, 3, 0, 4, 5, 6, 255))))
                .containsExactly(0x030201, 0x060504);
    }

    /** 5, 6 and 5 bits: red 31 of 31, green 21 of 63, blue 0. */
    @Test
    void colours_of_few_bits_are_scaled() throws IOException {
        byte[] masks = bytes(0, 0xf8, 0, 0, 0xe0, 7, 0, 0, 0x1f, 0, 0, 0);
        assertThat(read(ImageBytes.bmp(1, 1, 16, 3, masks, bytes(0xa0, 0xfa, 0, 0))))
                .containsExactly(0xff5500);
    }

    @Test
    void runs_are_read_to_their_end_and_refused_without_it() throws IOException {
        byte[] runs = bytes(2, 1, 0, 0, 1, 2, 1, 3, 0, 1);
        byte[] whole = ImageBytes.bmp(2, 2, 8, 1, PALETTE, runs);
        assertThat(read(whole)).containsExactly(0x00ff00, 0x0000ff, 0xff0000, 0xff0000);
        assertRefused(Arrays.copyOf(whole, whole.length - 4), "it breaks off in row 1 of 2");
        assertRefused(Arrays.copyOf(whole, whole.length - 7), "it breaks off in row 0 of 2");
        byte[] nibbles = bytes(2, 0x12, 0, 0, 2, 0x33, 0, 1);
        byte[] four = ImageBytes.bmp(2, 2, 4, 2, PALETTE, nibbles);
        assertThat(read(four)).containsExactly(0x0000ff, 0x0000ff, 0xff0000, 0x00ff00);
        assertRefused(Arrays.copyOf(four, four.length - 4), "it breaks off in row 1 of 2");
    }

    @Test
    void a_file_that_breaks_off_or_holds_another_is_refused() {
        byte[] whole = ImageBytes.bmp(2, 2, 24, 0, NONE, new byte[16]);
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "it has 69 bytes, but must have 70");
        assertRefused(Arrays.copyOf(whole, 20), "it does not tell its width and height");
        assertRefused(ImageBytes.bmp(2, 2, 24, 4, NONE, new byte[16]), "it holds a file of another format");
        assertRefused(ImageBytes.bmp(2, 2, 24, 5, NONE, new byte[16]), "it holds a file of another format");
        assertRefused(ImageBytes.bmp(9000, 9000, 24, 0, NONE, new byte[16]), "but must have 243000054");
    }
}
