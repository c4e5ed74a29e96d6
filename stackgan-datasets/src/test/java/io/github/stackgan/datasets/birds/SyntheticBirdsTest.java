package io.github.stackgan.datasets.birds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.datasets.PixelMeasures;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Background;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.BeakLength;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.BeakShape;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Mark;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Size;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Tail;
import io.github.stackgan.datasets.birds.attributes.BirdColour;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticBirdsTest {
    @Test
    void instances_and_threads_draw_the_same_birds() {
        SyntheticBirds one = SyntheticBirds.train(3, 24);
        SyntheticBirds other = SyntheticBirds.train(3, 24);
        List<int[]> alone =
                IntStream.range(0, 24).mapToObj(i -> pixels(one.image(i, 48))).toList();
        List<int[]> together = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> pixels(other.image(i, 48)))
                .toList();
        for (int i = 0; i < 24; i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i));
            assertThat(other.captions(i)).isEqualTo(one.captions(i));
            assertThat(other.attributes(i)).isEqualTo(one.attributes(i));
            assertThat(other.classOf(i)).isEqualTo(one.classOf(i));
        }
    }

    @Test
    void a_larger_set_begins_with_the_smaller_one() {
        SyntheticBirds small = SyntheticBirds.train(3, 5);
        SyntheticBirds large = SyntheticBirds.train(3, 50);
        assertThat(large.attributes(4)).isEqualTo(small.attributes(4));
        assertThat(large.captions(4)).isEqualTo(small.captions(4));
    }

    @Test
    void other_seeds_draw_other_birds() {
        assertThat(pixels(SyntheticBirds.train(1, 1).image(0, 48)))
                .isNotEqualTo(pixels(SyntheticBirds.train(2, 1).image(0, 48)));
        assertThat(pixels(SyntheticBirds.train(1, 2).image(0, 48)))
                .isNotEqualTo(pixels(SyntheticBirds.train(1, 2).image(1, 48)));
    }

    @Property(tries = 30)
    void no_class_is_in_both_splits(@ForAll long seed) {
        Set<Integer> train = classes(SyntheticBirds.train(seed, 1500));
        assertThat(train).doesNotContainAnyElementsOf(classes(SyntheticBirds.test(seed, 400)));
    }

    @Test
    void about_one_class_in_five_is_for_tests() {
        int train = classes(SyntheticBirds.train(1, 60_000)).size();
        int test = classes(SyntheticBirds.test(1, 60_000)).size();
        assertThat((double) test / (train + test)).isBetween(0.17, 0.23);
    }

    @Test
    void every_part_has_every_colour_in_training() {
        List<BirdAttributes> birds = birds(SyntheticBirds.train(1, 2000));
        List<Function<BirdAttributes, BirdColour>> parts =
                List.of(BirdAttributes::body, BirdAttributes::wing, BirdAttributes::belly, BirdAttributes::crown);
        for (Function<BirdAttributes, BirdColour> part : parts) {
            Set<BirdColour> colours = EnumSet.noneOf(BirdColour.class);
            birds.forEach(b -> colours.add(part.apply(b)));
            assertThat(colours).containsExactlyInAnyOrder(BirdColour.values());
        }
    }

    @Test
    void wing_and_crown_are_of_the_bodys_colour_in_about_two_birds_of_five() {
        long plain = birds(SyntheticBirds.train(1, 4000)).stream()
                .filter(b -> b.wing() == b.body() && b.crown() == b.body())
                .count();
        assertThat(plain / 4000.0).isBetween(0.33, 0.5);
    }

    @Test
    void a_class_is_a_combination_of_four_colours() {
        SyntheticBirds birds = SyntheticBirds.train(1, 3000);
        Set<List<BirdColour>> combinations = new HashSet<>();
        for (BirdAttributes b : birds(birds)) {
            combinations.add(List.of(b.body(), b.wing(), b.belly(), b.crown()));
        }
        assertThat(classes(birds)).hasSameSizeAs(combinations).allMatch(c -> c >= 0 && c < birds.classCount());
        assertThat(birds.classCount()).isEqualTo(9 * 9 * 9 * 9);
    }

    /** Nearly: the mean over blocks of 4 x 4 of the large image against the small one, which is drawn anew. */
    @Property(tries = 15)
    void a_bird_is_the_same_at_every_size(@ForAll @IntRange(max = 199) int index) {
        SyntheticBirds birds = SyntheticBirds.train(1, 200);
        int[] small = pixels(birds.image(index, 64));
        int[] large = pixels(birds.image(index, 256));
        assertThat(meanDifference(small, PixelMeasures.shrunk(large, 256, 4))).isLessThan(5);
        assertThat(meanDifference(small, pixels(birds.image((index + 1) % 200, 64))))
                .isGreaterThan(10);
    }

    /** What an image of 64 pixels cannot show: the difference between an image and itself shrunk and enlarged. */
    @Property(tries = 15)
    void a_large_image_has_detail_that_a_small_one_has_not(@ForAll @IntRange(max = 199) int index) {
        int[] large = pixels(SyntheticBirds.train(1, 200).image(index, 256));
        assertThat(PixelMeasures.detail(large, 256, 4)).isBetween(2.5, 20.0);
    }

    /** Flank, belly and wing with all their shadows, against the nine plain colours. */
    @ParameterizedTest
    @EnumSource
    void a_colour_looks_as_it_is_called(BirdColour colour) {
        for (int pose = 0; pose < 12; pose++) {
            double[] seen = PixelMeasures.mean(SyntheticBirds.draw(plain(colour), pose, 128), 52, 60, 76, 98);
            assertThat(nearest(seen))
                    .as("pose %d, seen %s", pose, Arrays.toString(seen))
                    .isEqualTo(colour);
        }
    }

    @Test
    void an_image_of_any_size_is_opaque_rgb() {
        SyntheticBirds birds = SyntheticBirds.train(1, 1);
        for (int side : new int[] {1, 7, 76, 161, 304}) {
            BufferedImage image = birds.image(0, side);
            assertThat(image.getWidth()).isEqualTo(side);
            assertThat(image.getHeight()).isEqualTo(side);
            assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
        }
    }

    @Test
    void the_fingerprint_tells_seed_split_and_size() {
        assertThat(List.of(
                        SyntheticBirds.train(1, 10).fingerprint(),
                        SyntheticBirds.train(2, 10).fingerprint(),
                        SyntheticBirds.train(1, 11).fingerprint(),
                        SyntheticBirds.test(1, 10).fingerprint()))
                .doesNotHaveDuplicates()
                .allMatch(f -> f.matches("[0-9a-f]{64}"));
        assertThat(SyntheticBirds.train(1, 10).fingerprint())
                .isEqualTo(SyntheticBirds.train(1, 10).fingerprint());
    }

    @Test
    void names_say_the_split() {
        assertThat(SyntheticBirds.train(1, 1).name()).isEqualTo("synthetic-birds/train");
        assertThat(SyntheticBirds.test(1, 1).name()).isEqualTo("synthetic-birds/test");
    }

    @Test
    void wrong_numbers_are_refused() {
        assertThatThrownBy(() -> SyntheticBirds.train(1, 0)).hasMessage("size is 0, but must be at least 1");
        assertThatThrownBy(() -> SyntheticBirds.train(1, 1).image(0, 0))
                .hasMessage("side is 0, but must be at least 1");
        assertThatThrownBy(() -> SyntheticBirds.train(1, 1).image(1, 8)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static BirdAttributes plain(BirdColour colour) {
        return new BirdAttributes(
                colour,
                colour,
                colour,
                colour,
                Size.MEDIUM,
                BeakLength.SHORT,
                BeakShape.POINTED,
                Tail.SHORT,
                Mark.ABSENT,
                Mark.ABSENT,
                Mark.ABSENT,
                Background.BRANCH);
    }

    private static BirdColour nearest(double[] seen) {
        BirdColour best = BirdColour.RED;
        double least = Double.MAX_VALUE;
        for (BirdColour colour : BirdColour.values()) {
            double red = (colour.rgb() >> 16 & 255) - seen[0];
            double green = (colour.rgb() >> 8 & 255) - seen[1];
            double blue = (colour.rgb() & 255) - seen[2];
            double distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = colour;
            }
        }
        return best;
    }

    private static int[] pixels(BufferedImage image) {
        return PixelMeasures.pixels(image);
    }

    private static double meanDifference(int[] a, int[] b) {
        return PixelMeasures.meanDifference(a, b);
    }

    private static Set<Integer> classes(SyntheticBirds birds) {
        Set<Integer> classes = new HashSet<>();
        for (int i = 0; i < birds.size(); i++) {
            classes.add(birds.classOf(i));
        }
        return classes;
    }

    private static List<BirdAttributes> birds(SyntheticBirds birds) {
        return IntStream.range(0, birds.size()).mapToObj(birds::attributes).toList();
    }
}
