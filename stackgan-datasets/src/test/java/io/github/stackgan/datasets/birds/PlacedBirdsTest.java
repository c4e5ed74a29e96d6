package io.github.stackgan.datasets.birds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.Location;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.painting.BirdPainter;
import io.github.stackgan.datasets.birds.painting.Placement;
import io.github.stackgan.settings.LocationSettings;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlacedBirdsTest {
    private static final int SIDE = 200;

    private final SyntheticBirds full = SyntheticBirds.train(1, 200);
    private final SyntheticBirds placed = full.placedAtRandom();

    /**
     * The scenery depends on the pose's seed alone, so that what changes between an image with the bird in one corner
     * and one in the other are the birds: in each, all that differs lies in the boxes.
     */
    @Property(tries = 10)
    void a_box_holds_all_of_the_bird_and_no_more(@ForAll @IntRange(max = 199) int index) {
        BirdAttributes bird = full.attributes(index);
        Placement corner = new Placement(0.45, 0, 0);
        Placement other = new Placement(0.45, 0.55, 0.55);
        BufferedImage one = BirdPainter.paint(bird, index, corner, SIDE);
        BufferedImage two = BirdPainter.paint(bird, index, other, SIDE);
        Location.Box box = BirdPainter.places(bird, index, corner).box();
        double[] edges = {1, 1, 0, 0};
        for (int y = 0; y < SIDE / 2; y++) {
            for (int x = 0; x < SIDE / 2; x++) {
                if (one.getRGB(x, y) != two.getRGB(x, y)) {
                    edges[0] = Math.min(edges[0], x / (double) SIDE);
                    edges[1] = Math.min(edges[1], y / (double) SIDE);
                    edges[2] = Math.max(edges[2], (x + 1) / (double) SIDE);
                    edges[3] = Math.max(edges[3], (y + 1) / (double) SIDE);
                }
            }
        }
        assertThat(edges)
                .containsExactly(
                        new double[] {box.left(), box.top(), box.left() + box.width(), box.top() + box.height()},
                        within(2.5 / SIDE));
    }

    @Test
    void birds_stand_whole_anywhere_in_several_sizes() {
        List<Location.Box> boxes = IntStream.range(0, 200)
                .mapToObj(i -> placed.box(i).orElseThrow())
                .toList();
        assertThat(boxes)
                .anyMatch(box -> box.left() + box.width() < 0.6)
                .anyMatch(box -> box.left() > 0.4)
                .anyMatch(box -> box.top() + box.height() < 0.6)
                .anyMatch(box -> box.top() > 0.4)
                .anyMatch(box -> box.width() > 0.8)
                .anyMatch(box -> box.width() < 0.5);
        for (int i = 0; i < 200; i++) {
            assertThat(placed.keyPoints(i).orElseThrow().points()).hasSizeBetween(13, 13);
        }
    }

    /** The points of a bird move as its box does. */
    @Property(tries = 30)
    void parts_lie_at_the_same_places_of_the_box_wherever_it_is(@ForAll @IntRange(max = 199) int index) {
        Location.Box box = placed.box(index).orElseThrow();
        BirdAttributes bird = full.attributes(index);
        Map<String, Location.Point> points =
                placed.keyPoints(index).orElseThrow().points();
        assertThat(LocationSettings.BIRD_PARTS).containsAll(points.keySet());
        points.forEach((name, point) -> {
            assertThat(point.x()).as(name).isBetween(box.left() - 1e-3, box.left() + box.width() + 1e-3);
            assertThat(point.y()).as(name).isBetween(box.top() - 1e-3, box.top() + box.height() + 1e-3);
        });
        assertThat(points.get("crown").y()).isLessThan(points.get("belly").y());
        boolean facesLeft = points.containsKey("left eye");
        assertThat(points.get("beak").x() < points.get("tail").x()).isEqualTo(facesLeft);
        assertThat(points.containsKey("right eye")).isNotEqualTo(facesLeft);
        assertThat(bird).isEqualTo(placed.attributes(index));
    }

    @Test
    void texts_are_those_of_the_birds_that_fill_their_images() {
        assertThat(placed.captions(7)).isEqualTo(full.captions(7));
        assertThat(placed.classOf(7)).isEqualTo(full.classOf(7));
        assertThat(placed.fingerprint()).isNotEqualTo(full.fingerprint());
        assertThat(placed.name()).isEqualTo("synthetic-birds/train/placed");
    }
}
