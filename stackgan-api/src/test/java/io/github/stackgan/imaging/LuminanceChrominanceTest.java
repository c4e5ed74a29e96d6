package io.github.stackgan.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuminanceChrominanceTest {
    private static final int START = 7;

    private static byte[] noise(int size) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Rounded to the next whole level, but for the sixteen binary digits of the factors. */
    private static void assertLevel(int found, double exact) {
        assertThat((double) (found & 255)).isCloseTo(Math.max(0, Math.min(255, exact)), within(0.505));
    }

    @Test
    void light_is_what_the_standard_says() {
        byte[] bytes = noise(3 * 1000);
        int[] rgb = new LuminanceChrominance(bytes, 0, 3, 30, 100, 10).rgb();
        for (int i = 0; i < 1000; i++) {
            double luminance = bytes[3 * i] & 255;
            double cb = (bytes[3 * i + 1] & 255) - 128;
            double cr = (bytes[3 * i + 2] & 255) - 128;
            assertLevel(rgb[i] >> 16, luminance + 1.402 * cr);
            assertLevel(rgb[i] >> 8, luminance - 0.344136 * cb - 0.714136 * cr);
            assertLevel(rgb[i], luminance + 1.772 * cb);
        }
    }

    /** The sizes end within a strip and within a tile, and make the image smaller and larger. */
    @ParameterizedTest
    @CsvSource({"130, 75, 64, 64", "64, 16, 100, 31", "1, 1, 5, 3", "375, 375, 304, 304"})
    void resizing_is_that_of_red_green_and_blue(int height, int width, int toHeight, int toWidth) {
        int step = 4;
        int stride = step * (width + 2);
        LuminanceChrominance mixed =
                new LuminanceChrominance(noise(START + stride * height), START, step, stride, height, width);
        BufferedImage light = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        light.setRGB(0, 0, width, height, mixed.rgb(), 0, width);
        BufferedImage expected = Resize.bicubic(light, toHeight, toWidth);
        BufferedImage found = Resize.bicubic(mixed, toHeight, toWidth);
        assertThat(found.getRGB(0, 0, toWidth, toHeight, null, 0, toWidth))
                .isEqualTo(expected.getRGB(0, 0, toWidth, toHeight, null, 0, toWidth));
    }

    @Test
    void pixels_that_are_not_there_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LuminanceChrominance(new byte[29], 0, 3, 15, 2, 5))
                .withMessage("2 x 5 pixels from 0 on, every 3 bytes, with rows every 15 bytes, do not lie in the 29"
                        + " bytes of levels");
        assertThatIllegalArgumentException().isThrownBy(() -> new LuminanceChrominance(new byte[30], 0, 3, 15, 0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new LuminanceChrominance(new byte[30], 0, 2, 15, 2, 5));
    }
}
