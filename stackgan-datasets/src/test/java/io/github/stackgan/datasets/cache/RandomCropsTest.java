package io.github.stackgan.datasets.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.Location;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomCropsTest {
    private static final int SIDE = 32;
    private static final int ROOM = 6;

    private final CaptionedImages birds = SyntheticBirds.train(1, 6).placedAtRandom();
    private final CaptionedImages crops = RandomCrops.of(birds, 1);

    /** Where the larger image has the part; fails if it has it nowhere. */
    private static int[] found(BufferedImage whole, BufferedImage part) {
        for (int y = 0; y <= ROOM; y++) {
            for (int x = 0; x <= ROOM; x++) {
                if (same(whole.getSubimage(x, y, SIDE, SIDE), part)) {
                    return new int[] {x, y};
                }
            }
        }
        throw new AssertionError("no part of the image");
    }

    private static boolean same(BufferedImage a, BufferedImage b) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (a.getRGB(x, y) != b.getRGB(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void each_image_is_a_part_of_the_datasets_own_and_stays_so_and_its_box_goes_with_it() {
        Set<String> places = new HashSet<>();
        for (int i = 0; i < birds.size(); i++) {
            BufferedImage part = crops.image(i, SIDE);
            int[] at = found(birds.image(i, SIDE + ROOM), part);
            places.add(at[0] + "," + at[1]);
            assertThat(same(part, crops.image(i, SIDE))).isTrue();
            Location.Box whole = birds.box(i).orElseThrow();
            Location.Box box = crops.box(i).orElseThrow();
            double pixel = 1.0 / SIDE;
            double left = (whole.left() * (SIDE + ROOM) - at[0]) / SIDE;
            assertThat(box.left()).isEqualTo(Math.max(0, left), within(pixel));
        }
        assertThat(places).hasSizeGreaterThan(2);
    }

    @Test
    void captions_and_classes_are_the_datasets_own_and_the_fingerprint_is_not() {
        assertThat(crops.size()).isEqualTo(6);
        assertThat(crops.captions(3)).isEqualTo(birds.captions(3));
        assertThat(crops.classOf(3)).isEqualTo(birds.classOf(3));
        assertThat(crops.classCount()).isEqualTo(birds.classCount());
        assertThat(crops.keyPoints(2)).isPresent();
        assertThat(crops.name()).isEqualTo(birds.name() + "/cropped");
        assertThat(Set.of(
                        birds.fingerprint(),
                        crops.fingerprint(),
                        RandomCrops.of(birds, 2).fingerprint()))
                .hasSize(3);
    }
}
