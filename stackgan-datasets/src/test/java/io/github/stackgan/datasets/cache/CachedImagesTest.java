package io.github.stackgan.datasets.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.datasets.PixelMeasures;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedImagesTest {
    private static final int SIDE = 16;
    private static final long IMAGE = 3L * SIDE * SIDE;

    private final SyntheticBirds birds = SyntheticBirds.train(1, 8);
    private final Counted counted = new Counted(birds, new AtomicInteger());

    @Test
    void cached_images_equal_uncached_ones() {
        CachedImages cached = CachedImages.inMemory(birds, 1 << 20);
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int i = 0; i < 8; i++) {
                for (int side : new int[] {8, SIDE}) {
                    BufferedImage image = cached.image(i, side);
                    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
                    assertThat(PixelMeasures.pixels(image)).isEqualTo(PixelMeasures.pixels(birds.image(i, side)));
                }
            }
        }
    }

    @Test
    void a_second_epoch_draws_nothing() {
        CachedImages cached = CachedImages.inMemory(counted, 8 * IMAGE);
        epoch(cached);
        epoch(cached);
        assertThat(counted.drawn()).hasValue(8);
    }

    @Test
    void images_beyond_the_limit_are_drawn_each_time() {
        CachedImages cached = CachedImages.inMemory(counted, 5 * IMAGE + IMAGE / 2);
        epoch(cached);
        epoch(cached);
        assertThat(counted.drawn()).hasValue(8 + 3);
    }

    @Test
    void threads_that_miss_together_do_not_use_up_the_limit() {
        CachedImages cached = CachedImages.inMemory(counted, 8 * IMAGE);
        IntStream.range(0, 400).parallel().forEach(i -> cached.image(i % 4, SIDE));
        epoch(cached);
        int before = counted.drawn().get();
        epoch(cached);
        assertThat(counted.drawn()).hasValue(before);
    }

    @Test
    void a_change_to_an_image_does_not_reach_the_next_reader() {
        CachedImages cached = CachedImages.inMemory(birds, 1 << 20);
        cached.image(0, SIDE).setRGB(0, 0, 0x123456);
        cached.image(0, SIDE).setRGB(0, 0, 0x123456);
        assertThat(PixelMeasures.pixels(cached.image(0, SIDE))).isEqualTo(PixelMeasures.pixels(birds.image(0, SIDE)));
    }

    @Test
    void everything_else_is_the_datasets_own() {
        CachedImages cached = CachedImages.inMemory(birds, 0);
        assertThat(cached.name()).isEqualTo(birds.name());
        assertThat(cached.size()).isEqualTo(birds.size());
        assertThat(cached.captions(3)).isEqualTo(birds.captions(3));
        assertThat(cached.classOf(3)).isEqualTo(birds.classOf(3));
        assertThat(cached.classCount()).isEqualTo(birds.classCount());
        assertThat(cached.fingerprint()).isEqualTo(birds.fingerprint());
    }

    @Test
    void a_negative_limit_is_refused() {
        assertThatThrownBy(() -> CachedImages.inMemory(birds, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxBytes is -1, but must be at least 0");
    }

    private static void epoch(CaptionedImages images) {
        for (int i = 0; i < images.size(); i++) {
            images.image(i, SIDE);
        }
    }

    private record Counted(CaptionedImages images, AtomicInteger drawn) implements CaptionedImages {
        @Override
        public BufferedImage image(int index, int side) {
            drawn.incrementAndGet();
            return images.image(index, side);
        }

        @Override
        public String name() {
            return images.name();
        }

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public List<String> captions(int index) {
            return images.captions(index);
        }

        @Override
        public int classOf(int index) {
            return images.classOf(index);
        }

        @Override
        public int classCount() {
            return images.classCount();
        }

        @Override
        public String fingerprint() {
            return images.fingerprint();
        }
    }
}
