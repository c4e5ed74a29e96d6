package io.github.stackgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stackgan.settings.LocationSettings.LostPoints;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class LocationProperties {
    private static final double ROUNDING = 1e-9;

    @Provide
    Arbitrary<Location.Box> boxes() {
        Arbitrary<Double> part = Arbitraries.doubles().between(0, 1);
        Arbitrary<Double> length = Arbitraries.doubles().between(0.02, 1);
        return Combinators.combine(part, part, length, length)
                .as((x, y, width, height) -> new Location.Box(x * (1 - width), y * (1 - height), width, height));
    }

    @Provide
    Arbitrary<Location.KeyPoints> points() {
        Arbitrary<Double> part = Arbitraries.doubles().between(0, 1);
        Arbitrary<Location.Point> point = Combinators.combine(part, part).as(Location.Point::new);
        return Arbitraries.maps(Arbitraries.of("beak", "tail", "crown"), point)
                .ofMinSize(1)
                .map(Location.KeyPoints::new);
    }

    private static void assertSame(Location.Box found, Location.Box expected) {
        assertThat(new double[] {found.left(), found.top(), found.width(), found.height()})
                .containsExactly(
                        new double[] {expected.left(), expected.top(), expected.width(), expected.height()},
                        within(ROUNDING));
    }

    private static void assertSame(Location.KeyPoints found, Location.KeyPoints expected) {
        assertThat(found.points().keySet()).isEqualTo(expected.points().keySet());
        found.points().forEach((name, point) -> {
            assertThat(point.x()).isEqualTo(expected.points().get(name).x(), within(ROUNDING));
            assertThat(point.y()).isEqualTo(expected.points().get(name).y(), within(ROUNDING));
        });
    }

    @Property
    void mirrored_twice_is_the_same(@ForAll("boxes") Location.Box box, @ForAll("points") Location.KeyPoints points) {
        assertSame(box.mirrored().mirrored(), box);
        assertSame(points.mirrored().mirrored(), points);
        assertThat(box.mirrored().left() + box.left() + box.width()).isEqualTo(1, within(ROUNDING));
    }

    @Property
    void the_whole_image_cuts_nothing_off(
            @ForAll("boxes") Location.Box box, @ForAll("points") Location.KeyPoints points, @ForAll LostPoints lost) {
        assertSame(box.cropped(0, 0, 1, lost), box);
        assertSame(points.cropped(0, 0, 1, lost), points);
    }

    @Property
    void a_box_in_a_cut_lies_where_it_lay_in_the_image(
            @ForAll("boxes") Location.Box box,
            @ForAll @DoubleRange(min = 0, max = 0.3) double left,
            @ForAll @DoubleRange(min = 0, max = 0.3) double top,
            @ForAll @DoubleRange(min = 0.5, max = 0.7) double side) {
        Location.Box cut = box.cropped(left, top, side, LostPoints.UNSEEN);
        double clippedLeft = Math.max(box.left(), left);
        double clippedRight = Math.min(box.left() + box.width(), left + side);
        if (clippedRight - clippedLeft > Location.Box.SLIVER * side) {
            assertThat(left + side * cut.left()).isEqualTo(clippedLeft, within(ROUNDING));
            assertThat(left + side * (cut.left() + cut.width())).isEqualTo(clippedRight, within(ROUNDING));
        } else {
            assertThat(cut.width()).isEqualTo(Location.Box.SLIVER, within(ROUNDING));
        }
    }

    @Property
    void points_outside_of_a_cut_are_unseen_or_stick_to_its_edge(@ForAll("points") Location.KeyPoints points) {
        Location.KeyPoints seen = points.cropped(0.25, 0.25, 0.5, LostPoints.UNSEEN);
        Location.KeyPoints stuck = points.cropped(0.25, 0.25, 0.5, LostPoints.AT_EDGE);
        assertThat(stuck.points().keySet()).isEqualTo(points.points().keySet());
        stuck.points().forEach((name, point) -> {
            Location.Point was = points.points().get(name);
            boolean inside = Math.abs(was.x() - 0.5) <= 0.25 && Math.abs(was.y() - 0.5) <= 0.25;
            assertThat(seen.points().containsKey(name)).isEqualTo(inside);
            assertThat(inside || point.x() == 0 || point.x() == 1 || point.y() == 0 || point.y() == 1)
                    .isTrue();
        });
    }

    @Property
    void boxes_overlap_as_much_as_their_other_way_round(
            @ForAll("boxes") Location.Box one, @ForAll("boxes") Location.Box other) {
        assertThat(one.overlap(one)).isEqualTo(1, within(ROUNDING));
        assertThat(one.overlap(other)).isBetween(0.0, 1.0).isEqualTo(other.overlap(one), within(ROUNDING));
        assertThat(one.mirrored().overlap(other.mirrored())).isEqualTo(one.overlap(other), within(1e-6));
    }

    /** Counted by hand: 0.5 x 1 of 1 x 1; two quarters that share a quarter of each. */
    @Example
    void the_overlap_is_the_intersection_as_a_part_of_the_union() {
        Location.Box whole = new Location.Box(0, 0, 1, 1);
        assertThat(whole.overlap(new Location.Box(0.5, 0, 0.5, 1))).isEqualTo(0.5, within(ROUNDING));
        Location.Box quarter = new Location.Box(0, 0, 0.5, 0.5);
        assertThat(quarter.overlap(new Location.Box(0.25, 0.25, 0.5, 0.5))).isEqualTo(1 / 7.0, within(ROUNDING));
        assertThat(quarter.overlap(new Location.Box(0.5, 0.5, 0.5, 0.5))).isZero();
    }

    @Example
    void boxes_of_no_area_outside_or_of_no_numbers_are_refused_with_what_to_do() {
        double[][] wrong = {
            {0.1, 0.1, 0, 0.5},
            {0.1, 0.1, 0.5, -0.1},
            {-0.1, 0, 0.5, 0.5},
            {0.6, 0, 0.5, 0.5},
            {0, 0.6, 0.5, 0.5},
            {Double.NaN, 0, 0.5, 0.5},
            {0, 0, Double.NaN, 0.5},
            {0, 0, Double.POSITIVE_INFINITY, 0.5},
        };
        for (double[] box : wrong) {
            assertThatThrownBy(() -> GenerationRequest.of("a bird").withBox(box[0], box[1], box[2], box[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("left " + box[0], "inside of the image", "0.1, 0.2, 0.5, 0.5");
        }
        assertThat(new Location.Box(0.9, 0.9, 0.1, 0.1).width()).isEqualTo(0.1);
    }

    @Example
    void points_outside_are_refused_with_their_name() {
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> GenerationRequest.of("a bird")
                            .withKeyPoints(Map.of("beak", new Location.Point(0.5, wrong))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("\"beak\"", "0.5, " + wrong, "from 0 to 1");
        }
    }
}
