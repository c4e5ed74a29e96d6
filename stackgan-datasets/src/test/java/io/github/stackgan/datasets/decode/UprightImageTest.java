package io.github.stackgan.datasets.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.datasets.PixelMeasures;
import io.github.stackgan.imaging.Resize;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UprightImageTest {
    /** An image whose pixels tell where they are stored, and that remembers the most that was asked for at a time. */
    private static final class Counted implements StoredImage {
        private final int width;
        private final int height;
        private int most;

        Counted(int width, int height) {
            this.width = width;
            this.height = height;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public int height() {
            return height;
        }

        @Override
        public int[] pixels(Rectangle part) {
            assertThat(new Rectangle(width, height).contains(part)).isTrue();
            int[] pixels = new int[part.width * part.height];
            for (int i = 0; i < pixels.length; i++) {
                int at = (part.y + i / part.width) * width + part.x + i % part.width;
                pixels[i] = at * 0x9e3779 >> 4 & 0xffffff;
            }
            most = Math.max(most, pixels.length);
            return pixels;
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void any_part_is_that_of_the_whole(Orientation orientation) throws IOException {
        UprightImage image = new UprightImage(new Counted(7, 5), orientation);
        BufferedImage whole = image.whole();
        assertThat(new int[] {whole.getWidth(), whole.getHeight()})
                .containsExactly(orientation.swapsSides() ? new int[] {5, 7} : new int[] {7, 5});
        Rectangle part = new Rectangle(1, 2, 3, 3);
        BufferedImage cut = whole.getSubimage(part.x, part.y, part.width, part.height);
        assertThat(PixelMeasures.pixels(image.square(part, 3))).isEqualTo(PixelMeasures.pixels(cut));
    }

    @ParameterizedTest
    @EnumSource(
            value = Orientation.class,
            names = {"UPRIGHT", "TURNED_180", "TURNED_RIGHT"})
    void a_large_image_is_resized_as_a_whole_but_is_not_in_memory_as_one(Orientation orientation) throws IOException {
        Counted stored = new Counted(4200, 4000);
        UprightImage image = new UprightImage(stored, orientation);
        Rectangle all = new Rectangle(image.width(), image.height());
        int[] found = PixelMeasures.pixels(image.square(all, 9));
        assertThat(stored.most).isLessThanOrEqualTo(stored.pixelsAtATime());
        assertThat(found).isEqualTo(PixelMeasures.pixels(Resize.bicubic(image.whole(), 9, 9)));
    }
}
