package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoxDetectorTest {
    /** Red squares before white, with their boxes or without. */
    private record Squares(boolean boxed) implements CaptionedImages {
        private static Location.Box place(int index) {
            return new Location.Box(index % 3 / 4.0, index % 5 / 8.0, 0.5, 0.25);
        }

        @Override
        public String name() {
            return "squares";
        }

        @Override
        public int size() {
            return 15;
        }

        @Override
        public BufferedImage image(int index, int side) {
            Location.Box box = place(index);
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = image.createGraphics();
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, side, side);
            g.setColor(Color.RED);
            g.fillRect((int) (side * box.left()), (int) (side * box.top()), (int) (side * box.width()), (int)
                    (side * box.height()));
            g.dispose();
            return image;
        }

        @Override
        public Optional<Location.Box> box(int index) {
            return boxed ? Optional.of(place(index)) : Optional.empty();
        }

        @Override
        public List<String> captions(int index) {
            return List.of("a square");
        }

        @Override
        public int classOf(int index) {
            return 0;
        }

        @Override
        public int classCount() {
            return 1;
        }

        @Override
        public String fingerprint() {
            return "squares";
        }
    }

    private static final CaptionedImages SQUARES = new Squares(true);

    private static List<Location.Box> found(long seed, int side) {
        try (BoxDetector detector = BoxDetector.train(SQUARES, 15, 3, seed, progress -> {})) {
            return detector.find(
                    IntStream.range(0, 15).mapToObj(i -> SQUARES.image(i, side)).toList());
        }
    }

    /** A box that were not legal could not be made. */
    @Test
    void every_image_has_a_box_and_a_seed_finds_the_same_ones() {
        List<Location.Box> boxes = found(1, 128);
        assertThat(boxes).hasSize(15).isEqualTo(found(1, 128));
        assertThat(found(2, 128)).isNotEqualTo(boxes);
    }

    @Test
    void images_without_boxes_teach_nothing() {
        assertThatThrownBy(() -> BoxDetector.train(new Squares(false), 15, 1, 1, progress -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("squares: image", "has no box");
        assertThatThrownBy(() -> BoxDetector.train(SQUARES, 16, 1, 1, progress -> {}))
                .hasMessageContaining("from 1 to 15");
    }
}
