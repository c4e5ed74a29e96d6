package io.github.stackgan.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.nn.Pixels.Flip;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.imaging.Resize;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsTest {
    private static final int WIDTH = 11;
    private static final int SIDE = 6;

    private static BufferedImage noise(int type) {
        RandomStream random = RandomStream.of(3, "pixels", 0);
        BufferedImage image = new BufferedImage(WIDTH, WIDTH, type);
        for (int i = 0; i < WIDTH * WIDTH; i++) {
            image.setRGB(i % WIDTH, i / WIDTH, 0xff000000 | random.nextInt(1 << 24));
        }
        return image;
    }

    private static byte[] cut(BufferedImage image, Flip flip) {
        byte[] bytes = new byte[3 * SIDE * SIDE];
        Pixels.toBytes(image, 2, 4, SIDE, flip, bytes, 0);
        return bytes;
    }

    /** What a layout holds is what {@code getRGB} says, however the pixels are stored. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_3BYTE_BGR})
    void a_cut_holds_the_colours_of_its_place(int type) {
        BufferedImage image = noise(type);
        byte[] bytes = cut(image, Flip.NONE);
        byte[] mirrored = cut(image, Flip.MIRRORED);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int rgb = image.getRGB(2 + i % SIDE, 4 + i / SIDE);
            int other = i + SIDE - 1 - 2 * (i % SIDE);
            for (int channel = 0; channel < 3; channel++) {
                byte expected = (byte) (rgb >> 16 - 8 * channel);
                assertThat(bytes[channel * SIDE * SIDE + i]).isEqualTo(expected);
                assertThat(mirrored[channel * SIDE * SIDE + other]).isEqualTo(expected);
            }
        }
    }

    /** Java's {@code getRGB} would make 168 of a grey of 100. */
    @Test
    void greys_are_as_bright_as_they_are_stored() {
        BufferedImage image = new BufferedImage(WIDTH, WIDTH, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < WIDTH * WIDTH; i++) {
            image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, i);
        }
        byte[] bytes = cut(image, Flip.NONE);
        for (int i = 0; i < bytes.length; i++) {
            int at = i % (SIDE * SIDE);
            assertThat(bytes[i] & 255).isEqualTo((4 + at / SIDE) * WIDTH + 2 + at % SIDE);
        }
    }

    /** What networks learn does not depend on whether Java or the engine divides. */
    @Test
    void every_level_becomes_the_same_value_as_in_java() {
        byte[] bytes = new byte[3 * 256];
        float[] expected = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
            expected[i] = i % 256 / 127.5f - 1;
        }
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray values = Pixels.toValues(manager, bytes, new Shape(256, 3, 1, 1));
            assertThat(values.toFloatArray()).containsExactly(expected);
        }
    }

    @Test
    void images_of_another_size_are_resized_and_others_taken_as_they_are() {
        BufferedImage image = noise(BufferedImage.TYPE_INT_RGB);
        BufferedImage smaller = Resize.bicubic(image, SIDE, SIDE);
        assertThat(Pixels.atSize(image, WIDTH)).isSameAs(image);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray values = Pixels.toValues(manager, List.of(image, smaller), SIDE);
            assertThat(values.getShape()).isEqualTo(new Shape(2, 3, SIDE, SIDE));
            for (BufferedImage back : Pixels.toImages(values)) {
                assertThat(back.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE))
                        .isEqualTo(smaller.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE));
            }
        }
    }

    @Test
    void values_lie_in_minus_one_to_one_and_come_back_to_the_same_image() {
        BufferedImage image = noise(BufferedImage.TYPE_INT_RGB);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray ends = Pixels.toValues(manager, new byte[] {0, (byte) 255, 0}, new Shape(1, 3, 1, 1));
            assertThat(ends.toFloatArray()).containsExactly(-1, 1, -1);
            NDArray values = Pixels.toValues(manager, cut(image, Flip.NONE), new Shape(1, 3, SIDE, SIDE));
            BufferedImage back = Pixels.toImages(values).get(0);
            for (int i = 0; i < SIDE * SIDE; i++) {
                assertThat(back.getRGB(i % SIDE, i / SIDE)).isEqualTo(image.getRGB(2 + i % SIDE, 4 + i / SIDE));
            }
        }
    }
}
