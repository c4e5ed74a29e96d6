package io.github.stackgan.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.nn.Pixels.Flip;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCacheTest {
    private static final int SIDE = 5;
    private static final int OFFSET = 4;

    @Test
    void an_image_is_made_once_and_written_as_it_is_or_mirrored() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, 0x010203 * i);
        }
        List<Integer> made = new ArrayList<>();
        ImageCache cache = new ImageCache(
                index -> {
                    made.add(index);
                    return image;
                },
                SIDE);
        for (Flip flip : Flip.values()) {
            byte[] expected = new byte[OFFSET + 3 * SIDE * SIDE];
            byte[] found = expected.clone();
            Pixels.toBytes(image, 0, 0, SIDE, flip, expected, OFFSET);
            cache.write(7, flip, found, OFFSET);
            assertThat(found).isEqualTo(expected);
        }
        assertThat(made).containsExactly(7);
    }
}
