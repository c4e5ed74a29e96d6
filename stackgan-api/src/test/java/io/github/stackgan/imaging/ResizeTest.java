package io.github.stackgan.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers are Pillow's, from oracle/metrics/resize.npz. */
class ResizeTest {
    private static final String SIZES = """
            64, 64, 299, 299
            256, 256, 299, 299
            375, 500, 304, 304
            304, 304, 76, 76
            """;

    private static final Map<String, ByteBuffer> ORACLE = new HashMap<>();

    /** A .npy file: magic and version in 8 bytes, the length of the header in 2, the header, then the numbers. */
    @BeforeAll
    static void load() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(ResizeTest.class.getResourceAsStream("/oracle/metrics/resize.npz"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                ByteBuffer npy = ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                npy.position(10 + npy.getShort(8));
                ORACLE.put(entry.getName().replace(".npy", ""), npy.slice().order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    private static ByteBuffer oracle(String name) {
        return Objects.requireNonNull(ORACLE.get(name), name);
    }

    private static BufferedImage input(int height, int width) {
        ByteBuffer bytes = oracle("in_" + height + "x" + width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            int rgb = (bytes.get(3 * i) & 255) << 16 | (bytes.get(3 * i + 1) & 255) << 8 | bytes.get(3 * i + 2) & 255;
            image.setRGB(i % width, i / width, rgb);
        }
        return image;
    }

    private static float[] planes(int height, int width) {
        ByteBuffer bytes = oracle("in_" + height + "x" + width);
        float[] planes = new float[3 * height * width];
        for (int i = 0; i < planes.length; i++) {
            planes[i % 3 * height * width + i / 3] = bytes.get(i) & 255;
        }
        return planes;
    }

    private static void assertSame(BufferedImage found, String expected) {
        ByteBuffer bytes = oracle(expected);
        int width = found.getWidth();
        int different = 0;
        for (int i = 0; i < 3 * width * found.getHeight(); i++) {
            int rgb = found.getRGB(i / 3 % width, i / 3 / width);
            int value = rgb >> 8 * (2 - i % 3) & 255;
            different += value == (bytes.get(i) & 255) ? 0 : 1;
        }
        assertThat(different).as(expected).isZero();
        assertThat(found.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void images_of_eight_bits_are_those_of_pillow_to_the_last_grey_level(int h, int w, int toH, int toW) {
        String sizes = h + "x" + w + "_to_" + toH + "x" + toW;
        assertSame(Resize.bicubic(input(h, w), toH, toW), "bicubic_uint8_" + sizes);
        assertSame(Resize.bilinear(input(h, w), toH, toW), "bilinear_uint8_" + sizes);
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void floats_are_those_of_pillow(int h, int w, int toH, int toW) {
        float[] found = Resize.bicubic(planes(h, w), h, w, toH, toW);
        ByteBuffer expected = oracle("bicubic_float_" + h + "x" + w + "_to_" + toH + "x" + toW);
        double largest = 0;
        // The oracle kept every third row and column.
        int columns = (toW + 2) / 3;
        int count = (toH + 2) / 3 * columns;
        for (int i = 0; i < 3 * count; i++) {
            int y = i / 3 / columns * 3;
            int x = i / 3 % columns * 3;
            largest = Math.max(largest, Math.abs(expected.getFloat(4 * i) - found[(i % 3 * toH + y) * toW + x]));
        }
        assertThat(expected.capacity()).isEqualTo(12 * count);
        assertThat(largest).isLessThan(1e-3);
    }

    /** The 8-bit images round twice, so they may differ from exact arithmetic by one level, and no more. */
    @Test
    void bilinear_floats_agree_with_eight_bits() {
        float[] found = Resize.bilinear(planes(375, 500), 375, 500, 304, 304);
        ByteBuffer eight = oracle("bilinear_uint8_375x500_to_304x304");
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i % 3 * 304 * 304 + i / 3]).isCloseTo(eight.get(i) & 255, within(1.01f));
        }
    }

    /**
     * By hand: with step 2/4, columns of the result stand at 0, 0.5, 1 and 1.5 of the input, whose last pixel goes on.
     */
    @Test
    void tensorflow_starts_at_the_corner_and_repeats_the_last_pixel() {
        float[] wide = Resize.tensorflowBilinear(new float[] {0, 10}, 1, 2, 1, 4);
        assertThat(wide).containsExactly(0, 5, 10, 10);
        float[] high = Resize.tensorflowBilinear(new float[] {0, 10, 100, 110}, 2, 1, 4, 1);
        assertThat(high).containsExactly(0, 5, 10, 10, 100, 105, 110, 110);
    }

    /**
     * By hand: with step 4/2, TensorFlow's columns stand at 0 and 2. Antialiased, the triangle of radius 2 around 1
     * weighs the first pixels 3/4, 3/4 and 1/4, so 10 * 3/7.
     */
    @Test
    void tensorflow_skips_pixels_where_antialiasing_does_not() {
        float[] stripes = {0, 10, 0, 10};
        assertThat(Resize.tensorflowBilinear(stripes, 1, 4, 1, 2)).containsExactly(0, 0);
        assertThat(Resize.bilinear(stripes, 1, 4, 1, 2))
                .containsExactly(new float[] {4.285714f, 5.714286f}, within(1e-5f));
    }

    @Test
    void the_same_size_changes_nothing() {
        float[] planes = planes(64, 64);
        assertThat(Resize.bicubic(planes, 64, 64, 64, 64)).isEqualTo(planes);
        assertThat(Resize.tensorflowBilinear(planes, 64, 64, 64, 64)).isEqualTo(planes);
    }

    @Test
    void images_of_other_kinds_and_parts_of_images_are_taken_too() {
        BufferedImage whole = input(64, 64);
        BufferedImage bgr = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
        bgr.getGraphics().drawImage(whole, -10, -20, null);
        BufferedImage expected = Resize.bicubic(bgr, 15, 20);
        BufferedImage part = Resize.bicubic(whole.getSubimage(10, 20, 40, 30), 15, 20);
        assertThat(part.getRGB(0, 0, 20, 15, null, 0, 20)).isEqualTo(expected.getRGB(0, 0, 20, 15, null, 0, 20));
    }

    @Test
    void wrong_sizes_are_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resize.bicubic(new float[5], 2, 2, 1, 1))
                .withMessage("planes has 5 numbers, but must be a multiple of 2 x 2 = 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resize.bilinear(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), 0, 1))
                .withMessage("toHeight is 0, but must be at least 1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void rows_that_come_one_strip_at_a_time_are_resized_as_the_whole(int h, int w, int toH, int toW) {
        BufferedImage image = input(h, w);
        int[] next = {0};
        BufferedImage found = Resize.bicubic(
                (top, count) -> {
                    assertThat(top).isEqualTo(next[0]);
                    assertThat(count).isBetween(1, 64);
                    next[0] += count;
                    return image.getRGB(0, top, w, count, null, 0, w);
                },
                h,
                w,
                toH,
                toW);
        assertThat(next[0]).isEqualTo(h);
        assertSame(found, "bicubic_uint8_" + h + "x" + w + "_to_" + toH + "x" + toW);
    }
}
